package io.playhead.reports.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/** Reports as the aggregator writes them: the examples of {@code schemas/reports}, of other sessions. */
public final class Reports {
  /** When the session of number 0 was started by the log, milliseconds; later ones a second each later. */
  static final long STARTED = 1_700_000_000_180L;

  private static final JsonMapper JSON = new JsonMapper();
  private static final int PARTITIONS = 4;

  private Reports() {}

  /** The id of a session, by its number. */
  public static String sid(int session) {
    return String.format(Locale.ROOT, "%064x", session);
  }

  /** All of a session's reports, in their order. */
  public static List<byte[]> ofSession(int session) {
    return Stream.of("sessionStart", "adStart", "adClose", "chapterClose", "sessionClose")
        .map(type -> report(type, session).toString().getBytes(StandardCharsets.UTF_8)).toList();
  }

  /** A report, to be changed at will. */
  static ObjectNode report(String type, int session) {
    try (InputStream schema = Reports.class.getResourceAsStream("/schemas/reports/" + type + ".json")) {
      JsonNode example = JSON.readTree(Objects.requireNonNull(schema)).path("examples").path(0);
      ObjectNode report = example.deepCopy();
      report.put("sid", sid(session));
      report.putObject("log").put("partition", session % PARTITIONS).put("firstOffset", session * 100L)
          .put("lastOffset", session * 100L + 99).put("startedAt", STARTED + session * 1000L);
      return report;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

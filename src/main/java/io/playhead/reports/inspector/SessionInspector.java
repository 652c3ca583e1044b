package io.playhead.reports.inspector;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.playhead.event.MediaEvent;
import io.playhead.report.Report;
import io.playhead.report.ReportWriter;
import io.playhead.session.Standing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Tells what became of each event of a session, from the event log: open, closed or downloaded. It reads the session's range, folds the
 * session again by the same core as the aggregator, and so gives the same reports. It blocks; thread-safe.
 */
public final class SessionInspector {
  private static final long MOST_REPORT_BYTES = 16L << 20;

  private final LogRead log;
  private final ReportWriter writer = new ReportWriter();
  private final JsonMapper json =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES).build();

  /**
   * An inspector of sessions in that topic.
   *
   * @param consumer settings of a Kafka consumer: the address of the brokers and what it takes to reach them
   * @param topic {@code media.events}
   * @param maxRecords the most records of the log that are read for a session, those of others included
   * @param maxTime how long reading may take
   */
  public SessionInspector(Map<String, Object> consumer, String topic, long maxRecords, Duration maxTime) {
    this.log = new LogRead(consumer, topic, maxRecords, maxTime);
  }

  /**
   * The events with verdicts, and the reports, as JSON.
   *
   * @param firstOffset where the session's first record stands
   * @param lastOffset where the record stands that closed it; empty for an open session: to the present end of the log
   */
  public ObjectNode inspect(String sid, int partition, long firstOffset, OptionalLong lastOffset) {
    SessionReplay replay = new SessionReplay(sid);
    long[] read = {firstOffset};
    Optional<String> stopped = log.read(partition, firstOffset, lastOffset, entry -> {
      read[0] = entry.offset();
      return replay.accept(entry);
    });
    ObjectNode answer = json.createObjectNode();
    answer.put("sid", sid);
    answer.put("complete", stopped.isEmpty());
    answer.put("stopped", stopped.orElse(null));
    answer.putObject("log").put("partition", partition).put("firstOffset", firstOffset).put("lastOffset", read[0]);
    ArrayNode events = answer.putArray("events");
    replay.events().forEach(event -> write(event, events.addObject()));
    ArrayNode reports = answer.putArray("reports");
    if (!write(replay.reports(), reports)) {
      answer.put("complete", false);
      answer.put("stopped", "after " + MOST_REPORT_BYTES + " bytes of reports");
    }
    return answer;
  }

  /** False if they are too large: each repeats the session's metadata, and a batch may make thousands. */
  private boolean write(List<Report> from, ArrayNode to) {
    long bytes = 0;
    for (Report report : from) {
      byte[] written = writer.write(report);
      bytes += written.length;
      if (bytes > MOST_REPORT_BYTES) {
        return false;
      }
      to.add(tree(written));
    }
    return true;
  }

  private JsonNode tree(byte[] report) {
    try {
      return json.readTree(report);
    } catch (IOException e) {
      throw new UncheckedIOException("a report is no JSON", e);
    }
  }

  private static void write(InspectedEvent inspected, ObjectNode out) {
    out.put("offset", inspected.offset());
    out.put("loggedAt", inspected.logged());
    out.put("logTime", inspected.logTime());
    inspected.event().ifPresent(event -> write(event, out));
    out.put("verdict", inspected.verdict().wireName());
    inspected.why().ifPresent(why -> out.put("why", why));
    inspected.after().ifPresent(after -> write(after, out));
    out.set("raw", inspected.raw());
  }

  private static void write(MediaEvent event, ObjectNode out) {
    out.put("ts", event.ts());
    out.put("type", event.type().wireName());
    out.put("playhead", BigDecimal.valueOf(event.playhead(), 3));
  }

  private static void write(Standing after, ObjectNode out) {
    out.put("playStateAfter", after.playState());
    out.put("inAdBreak", after.inAdBreak());
    out.put("ad", after.ad().orElse(null));
    out.put("chapter", after.chapter().orElse(null));
    out.put("clock", after.clock());
  }
}

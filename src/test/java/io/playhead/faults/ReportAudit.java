package io.playhead.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.playhead.kafka.TopicReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The reports on sessions, held against those on undisturbed sessions of the same scripts.
 *
 * @param wrong sessions whose events were all answered as kept, but whose reports differ
 * @param repeats reports that are there twice, of any session
 */
record ReportAudit(List<String> wrong, int repeats) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Each session's reports in order, by sid; without what differs from run to run: the sid, the broker's time and the place in the log. */
  static Map<String, List<JsonNode>> bySid(Collection<ConsumerRecord<byte[], byte[]>> reports) {
    return reports.stream().collect(
        Collectors.groupingBy(TopicReader::key, Collectors.mapping(ReportAudit::comparable, Collectors.toList())));
  }

  /** Whether a session's last report is there. */
  static boolean isClosed(List<JsonNode> reports) {
    return !reports.isEmpty() && reports.getLast().path("type").asText().equals("sessionClose");
  }

  /** Holds reports by sid against those expected by script. */
  static ReportAudit of(Map<String, List<JsonNode>> reports, Collection<Played> sessions,
      Map<Integer, List<JsonNode>> expected) {
    List<String> wrong = new ArrayList<>();
    int repeats = 0;
    for (Played session : sessions) {
      List<JsonNode> found = reports.getOrDefault(session.sid().orElse(""), List.of());
      repeats += found.size() - new HashSet<>(found).size();
      if (session.undisturbed() && !found.equals(expected.get(session.script()))) {
        wrong.add(session.sid() + " expected " + expected.get(session.script()) + " but found " + found);
      }
    }
    return new ReportAudit(wrong, repeats);
  }

  /** What the reports of each script are, from sessions that nothing has disturbed. */
  static Map<Integer, List<JsonNode>> byScript(Map<String, List<JsonNode>> reports, Collection<Played> sessions) {
    Map<Integer, List<JsonNode>> byScript = new HashMap<>();
    sessions.forEach(session -> byScript.put(session.script(), reports.get(session.sid().orElseThrow())));
    return byScript;
  }

  private static JsonNode comparable(ConsumerRecord<byte[], byte[]> report) {
    try {
      return ((ObjectNode) JSON.readTree(report.value())).without(List.of("sid", "loggedAt", "log"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package io.playhead.reports.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Makes rows of the reports of {@code media.reports} (docs/metrics.md). Reads a partition's reports in their order: of a session that
 * was watched offline only its first tells when it was started.
 */
final class ReportReader {
  private static final String STARTED = "started";
  private static final String METADATA = "metadata";
  private static final List<String> OF_THE_CONTENT = List.of("contentType", "channel", "streamType");

  private final Map<String, Long> downloads;

  /**
   * A reader that goes on where another ended.
   *
   * @param downloads when the sessions that were watched offline and are still open were started, by the device's clock; is changed
   */
  ReportReader(Map<String, Long> downloads) {
    this.downloads = downloads;
  }

  /** The rows that a report makes: none if it is of a type that makes none. */
  List<Row> rows(JsonNode report) throws UnreadableRecordException {
    return switch (report.path("type").asText()) {
      case "sessionStart" -> List.of(start(report));
      case "sessionClose" -> close(report);
      case "adClose" -> List.of(ad(report));
      case "chapterClose" -> List.of(chapter(report));
      case "" -> throw new UnreadableRecordException("it is no report: it has no type");
      default -> List.of();
    };
  }

  private Row start(JsonNode report) {
    ObjectNode own = own(report);
    own.set("startedAt", report.path("at"));
    if (isDownloaded(report)) {
      own.set(STARTED, report.path("at"));
      downloads.put(report.path("sid").asText(), report.path("at").asLong());
    }
    return new Row(Table.OPEN_SESSIONS, own, report.path("sessionDetails"));
  }

  private List<Row> close(JsonNode report) {
    ObjectNode own = own(report);
    own.set("closed", report.path("loggedAt"));
    downloads.remove(report.path("sid").asText());
    JsonNode quality = report.path("qoeDataDetails");
    List<Row> rows = new ArrayList<>();
    rows.add(new Row(Table.SESSIONS, own, report.path("sessionDetails"), quality));
    report.path("states").forEach(state -> rows.add(new Row(Table.STATES, own, state)));
    addErrors(rows, own, quality.path("playerSdkErrors"), "player");
    addErrors(rows, own, quality.path("externalErrors"), "external");
    return rows;
  }

  private static void addErrors(List<Row> rows, ObjectNode own, JsonNode ids, String source) {
    for (JsonNode id : ids) {
      ObjectNode error = object();
      error.set("id", id);
      error.put("source", source);
      rows.add(new Row(Table.ERRORS, error, own));
    }
  }

  private Row ad(JsonNode report) {
    ObjectNode own = ofTheContent(report);
    JsonNode pod = report.path("advertisingPodDetails");
    own.set("podID", pod.path("ID"));
    own.set("podFriendlyName", pod.path("friendlyName"));
    own.set("podIndex", pod.path("index"));
    own.set("podOffset", pod.path("offset"));
    return new Row(Table.ADS, own, report.path("advertisingDetails"));
  }

  private Row chapter(JsonNode report) {
    return new Row(Table.CHAPTERS, ofTheContent(report), report.path("chapterDetails"));
  }

  private ObjectNode ofTheContent(JsonNode report) {
    ObjectNode own = own(report);
    JsonNode session = report.path("sessionDetails");
    OF_THE_CONTENT.forEach(name -> own.set(name, session.path(name)));
    own.set("contentName", session.path("name"));
    own.set("contentPlayerName", session.path("playerName"));
    own.set("loggedAt", report.path("loggedAt"));
    return own;
  }

  /** What rows of all tables have. */
  private ObjectNode own(JsonNode report) {
    JsonNode log = report.path("log");
    ObjectNode own = object();
    own.set("sid", report.path("sid"));
    own.set(STARTED, started(report));
    own.set("logPartition", log.path("partition"));
    own.set("firstOffset", log.path("firstOffset"));
    own.set("lastOffset", log.path("lastOffset"));
    own.set(METADATA, metadata(report));
    return own;
  }

  /**
   * By the log's clock, of a downloaded session by the device's, but not after it was logged: rows go by their age. A session that an earlier program started does not tell its log time;
   * then it is the device's, or for an ad its own.
   */
  private JsonNode started(JsonNode report) {
    JsonNode byDevice = report.path("sessionDetails").path("startedAt");
    if (isDownloaded(report)) {
      Long known = downloads.get(report.path("sid").asText());
      return known == null ? notAfter(report.path("loggedAt"), byDevice) : JsonNodeFactory.instance.numberNode(known);
    }
    return orElse(report.path("log").path("startedAt"), orElse(byDevice, report.path("loggedAt")));
  }

  private static JsonNode notAfter(JsonNode latest, JsonNode moment) {
    return moment.isNumber() && moment.asDouble() < latest.asDouble() ? moment : latest;
  }

  /** The customer's own, and before it parameters without a reporting name: they stand among the dimensions under names with a dot. */
  private static ObjectNode metadata(JsonNode report) {
    ObjectNode metadata = object();
    report.path("sessionDetails").properties().stream().filter(entry -> entry.getKey().indexOf('.') >= 0)
        .forEach(entry -> metadata.set(entry.getKey(), entry.getValue()));
    report.path("customMetadata").properties().forEach(entry -> metadata.set(entry.getKey(), entry.getValue()));
    return metadata;
  }

  private static boolean isDownloaded(JsonNode report) {
    return report.path("sessionDetails").path("isDownloaded").asBoolean();
  }

  private static JsonNode orElse(JsonNode value, JsonNode other) {
    return value instanceof MissingNode ? other : value;
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}

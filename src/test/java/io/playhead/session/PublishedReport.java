package io.playhead.session;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** A published report whose fields can be asked for by the names and in the form of an {@code .expected} file. */
record PublishedReport(JsonNode json) {

  private static final Map<String, String> OBJECTS = Map.of("adStart", "advertisingDetails", "adClose",
      "advertisingDetails", "chapterClose", "chapterDetails");
  private static final Set<String> TIMES_OF_DAY = Set.of("at", "loggedAt", "startedAt", "endedAt");

  String type() {
    return json.path("type").asText();
  }

  /** The field's value, {@link ExpectedReports#ABSENT} if there is none. */
  String value(String name) {
    JsonNode value = find(name);
    if (value.isMissingNode()) {
      return ExpectedReports.ABSENT;
    }
    if (name.equals("states")) {
      return ExpectedReports.sorted(joined(value, ", ", PublishedReport::state));
    }
    if (value.isArray()) {
      return joined(value, " ", JsonNode::asText);
    }
    if (TIMES_OF_DAY.contains(name)) {
      return plain(BigDecimal.valueOf(value.longValue() - TimelineFile.EPOCH, 3));
    }
    return value.isNumber() ? plain(value.decimalValue()) : value.asText();
  }

  private JsonNode find(String name) {
    if (name.startsWith("pod.")) {
      return json.path("advertisingPodDetails").path(name.substring("pod.".length()));
    }
    if (name.startsWith("session.")) {
      return json.path("sessionDetails").path(name.substring("session.".length()));
    }
    if (name.startsWith("customMetadata.")) {
      return json.path("customMetadata").path(name.substring("customMetadata.".length()));
    }
    if (json.has(name)) {
      return json.path(name);
    }
    JsonNode details = json.path(OBJECTS.getOrDefault(type(), "sessionDetails"));
    return details.has(name) ? details.path(name) : json.path("qoeDataDetails").path(name);
  }

  private static String state(JsonNode state) {
    return state.path("name").asText() + " " + state.path("count").asText() + " "
        + plain(state.path("time").decimalValue());
  }

  private static String joined(JsonNode array, String separator, Function<JsonNode, String> text) {
    return StreamSupport.stream(array.spliterator(), false).map(text).collect(Collectors.joining(separator));
  }

  private static String plain(BigDecimal number) {
    return number.stripTrailingZeros().toPlainString();
  }
}

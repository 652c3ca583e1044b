package io.playhead.dev;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;

/** Sums reports field by field, as {@link Totals} names them. */
public final class ReportTotals {
  /** Numbers that tell one report from another and have no sum. */
  private static final Set<String> NOT_SUMMED =
      Set.of("at", "loggedAt", "schemaVersion", "length", "podPosition", "index",
          "offset", "startedAt", "endedAt", "log");
  /** Values of which the books keep how often each occurs. */
  private static final Set<String> COUNTED_VALUES =
      Set.of("watchedMarks", "closeReason", "segment", "bitrateAverageBucket", "playerSdkErrors", "externalErrors");

  private final Tally tally = new Tally();

  /** Adds the report to the sums. */
  public void add(JsonNode report) {
    String type = report.path("type").textValue();
    tally.one(type);
    addMembers(type, report);
  }

  /** The sums so far. */
  public Totals totals() {
    return tally.totals();
  }

  private void addMembers(String path, JsonNode object) {
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      String name = member.getKey();
      boolean isSession = name.equals("sessionDetails") && !path.equals("sessionClose");
      if (!isSession && !NOT_SUMMED.contains(name)) {
        addField(path + "." + name, name, member.getValue());
      }
    }
  }

  private void addField(String path, String name, JsonNode value) {
    if (value.isObject()) {
      addMembers(path, value);
    } else if (name.equals("states")) {
      value.forEach(state -> addMembers(path + "." + state.path("name").textValue(), state));
    } else if (value.isArray()) {
      value.forEach(element -> addField(path, name, element));
    } else if (COUNTED_VALUES.contains(name)) {
      tally.one(path + "." + value.asText());
    } else if (value.isNumber()) {
      tally.add(path, value.decimalValue());
    } else if (value.isBoolean()) {
      tally.oneIf(value.booleanValue(), path);
    }
  }

}

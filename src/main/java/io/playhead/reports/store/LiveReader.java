package io.playhead.reports.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Makes rows of the counts of {@code media.live}: one for each audience, and one for the others together. */
final class LiveReader {
  private static final long MINUTE = Duration.ofMinutes(1).toMillis();

  private LiveReader() {}

  /** A minute in which nobody watched is a row too: it is later than the one before. */
  static List<Row> rows(JsonNode live) {
    ObjectNode minute = JsonNodeFactory.instance.objectNode();
    JsonNode endedAt = live.path("endedAt");
    minute.set("endedAt", endedAt);
    if (endedAt.isNumber()) {
      minute.put("minute", Math.floorDiv(endedAt.asLong(), MINUTE) * MINUTE);
    }
    minute.set("logPartition", live.path("partition"));
    minute.set("logMinute", live.path("minute"));
    List<Row> rows = new ArrayList<>();
    live.path("audiences").forEach(audience -> rows.add(new Row(Table.LIVE, minute, audience)));
    if (live.has("others") || rows.isEmpty()) {
      rows.add(new Row(Table.LIVE, minute, live.path("others")));
    }
    return rows;
  }
}

package io.playhead.reports.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;

/**
 * A row: the value of each column is the member of that name, in the first of several JSON objects that has it. So a report's own
 * objects are rows, because their members and the columns have the same names.
 *
 * @param objects those asked first stand first
 */
record Row(Table table, List<JsonNode> objects) {
  Row(Table table, JsonNode... objects) {
    this(table, List.of(objects));
  }

  /** The value of a column; missing if no object has it. */
  JsonNode get(String column) {
    for (JsonNode object : objects) {
      JsonNode value = object.get(column);
      if (value != null && !value.isNull() && !value.isMissingNode()) {
        return value;
      }
    }
    return MissingNode.getInstance();
  }

  /** The session that it is about. */
  String sid() {
    return get("sid").asText();
  }
}

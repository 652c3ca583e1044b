package io.playhead.reports.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * A column of a table, as the database says it is.
 *
 * @param required whether it takes no NULL; then a flag or count that is not there is {@code false} or 0
 */
record Column(String name, ColumnType type, boolean required) {

  /** The columns of a table in their order. */
  static List<Column> of(Connection connection, Table table) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet described = statement.executeQuery("DESCRIBE " + table.sqlName())) {
      List<Column> columns = new ArrayList<>();
      while (described.next()) {
        columns.add(new Column(described.getString(1), ColumnType.of(described.getString(2)),
            described.getString(3).equals("NO")));
      }
      return columns;
    }
  }

  /**
   * What stands in the column, in a form that a {@link TableWriter} takes.
   *
   * @throws UnreadableRecordException if the column takes no NULL and there is nothing else
   */
  Object value(JsonNode json) throws UnreadableRecordException {
    Object value = json.isMissingNode() ? ColumnType.NOTHING : type.value(json);
    if (value == ColumnType.NOTHING && required) {
      return type.valueOfNothing().orElseThrow(() -> new UnreadableRecordException(name + " is missing"));
    }
    return value;
  }
}

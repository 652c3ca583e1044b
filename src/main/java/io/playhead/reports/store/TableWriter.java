package io.playhead.reports.store;

import java.sql.SQLException;
import java.util.List;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/** Appends rows to a table within the transaction of its connection. */
final class TableWriter implements AutoCloseable {
  private final List<Column> columns;
  private final DuckDBAppender appender;

  TableWriter(DuckDBConnection connection, Table table, List<Column> columns) throws SQLException {
    this.columns = columns;
    this.appender = connection.createAppender(table.sqlName());
  }

  /** The values of a row, known to fit: what is begun to be appended must be ended. */
  static Object[] values(Row row, List<Column> columns) throws UnreadableRecordException {
    Object[] values = new Object[columns.size()];
    for (int i = 0; i < values.length; i++) {
      var json = row.get(columns.get(i).name());
      values[i] = columns.get(i).value(json);
    }
    return values;
  }

  void append(Object[] values) throws SQLException {
    appender.beginRow();
    for (int i = 0; i < values.length; i++) {
      if (values[i] == ColumnType.NOTHING) {
        appender.appendNull();
      } else {
        columns.get(i).type().append(appender, values[i]);
      }
    }
    appender.endRow();
  }

  /** Hands what was appended to the transaction. */
  @Override
  public void close() throws SQLException {
    appender.close();
  }
}

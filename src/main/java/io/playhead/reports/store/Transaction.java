package io.playhead.reports.store;

import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;
import org.duckdb.DuckDBConnection;

/**
 * Rows and the offsets behind the records that they come from, committed together or not at all. A session that is started and closed
 * within one leaves its closed row only; of two minutes of a partition that ended in one by the clock, the later stays.
 *
 * <p>Closing without {@link #commit} takes everything back. It is begun and ended in SQL: where JDBC is only told not to commit by
 * itself, DuckDB's appenders do, each when it is closed.
 */
final class Transaction implements AutoCloseable {
  private final DuckDBConnection connection;
  private final Map<Table, List<Column>> columns;
  private final Map<Table, TableWriter> writers = new EnumMap<>(Table.class);
  private final Map<String, Object[]> started = new LinkedHashMap<>();
  private final List<String> closed = new ArrayList<>();
  private final Set<LogMinute> minutes = new LinkedHashSet<>();
  private final Map<TopicPartition, Long> offsets = new LinkedHashMap<>();
  private long rows;
  private boolean committed;

  /** Begins one on a connection that has none. */
  Transaction(DuckDBConnection connection, Map<Table, List<Column>> columns) throws SQLException {
    this.connection = connection;
    this.columns = columns;
    execute("BEGIN TRANSACTION");
  }

  /** How many rows were added. */
  long rows() {
    return rows;
  }

  /** Notes that a partition is read up to an offset. */
  void readTo(TopicPartition partition, long nextOffset) {
    offsets.put(partition, nextOffset);
  }

  /**
   * Adds the rows of a record.
   *
   * @throws UnreadableRecordException if one of them cannot be; then none is
   */
  void add(List<Row> ofRecord) throws UnreadableRecordException, SQLException {
    List<Object[]> values = new ArrayList<>(ofRecord.size());
    for (Row row : ofRecord) {
      values.add(TableWriter.values(row, columnsOf(row.table())));
    }
    for (int i = 0; i < values.size(); i++) {
      add(ofRecord.get(i), values.get(i));
    }
    rows += values.size();
  }

  private void add(Row row, Object[] values) throws SQLException {
    switch (row.table()) {
      case OPEN_SESSIONS -> started.put(row.sid(), values);
      case SESSIONS -> {
        if (started.remove(row.sid()) == null) {
          closed.add(row.sid());
        }
        append(row.table(), values);
      }
      case LIVE -> {
        minutes.add(LogMinute.of(columnsOf(row.table()), values));
        append(row.table(), values);
      }
      default -> append(row.table(), values);
    }
  }

  private void append(Table table, Object[] values) throws SQLException {
    TableWriter writer = writers.get(table);
    if (writer == null) {
      writer = new TableWriter(connection, table, columnsOf(table));
      writers.put(table, writer);
    }
    writer.append(values);
  }

  private List<Column> columnsOf(Table table) {
    return columns.getOrDefault(table, List.of());
  }

  /** Hands all rows to the database, which shows them to no one before they are committed. */
  void flush() throws SQLException {
    for (Object[] open : started.values()) {
      append(Table.OPEN_SESSIONS, open);
    }
    started.clear();
    closeWriters();
  }

  void commit() throws SQLException {
    flush();
    removeClosed();
    removeSuperseded();
    saveOffsets();
    execute("COMMIT");
    committed = true;
  }

  private void removeClosed() throws SQLException {
    if (closed.isEmpty()) {
      return;
    }
    try (PreparedStatement delete =
        connection.prepareStatement("DELETE FROM open_sessions WHERE sid IN (SELECT unnest(?::VARCHAR[]))")) {
      delete.setArray(1, connection.createArrayOf("VARCHAR", closed.toArray()));
      delete.executeUpdate();
    }
  }

  /**
   * Concurrent viewers are asked for far more often than written: no question need tell which of two minutes counts. The minutes of a
   * partition come in their order, so that none comes after a later one.
   */
  private void removeSuperseded() throws SQLException {
    if (minutes.isEmpty()) {
      return;
    }
    try (PreparedStatement delete = connection.prepareStatement("DELETE FROM live l USING (SELECT"
        + " make_timestamp(unnest(?::BIGINT[])) AS minute, unnest(?::BIGINT[]) AS logPartition, unnest(?::BIGINT[]) AS logMinute) n"
        + " WHERE l.minute = n.minute AND l.logPartition = n.logPartition AND l.logMinute < n.logMinute")) {
      delete.setArray(1, ofMinutes(LogMinute::micros));
      delete.setArray(2, ofMinutes(LogMinute::partition));
      delete.setArray(3, ofMinutes(LogMinute::number));
      delete.executeUpdate();
    }
  }

  private Array ofMinutes(Function<LogMinute, Number> part) throws SQLException {
    return connection.createArrayOf("BIGINT", minutes.stream().map(part).toArray());
  }

  private void saveOffsets() throws SQLException {
    try (PreparedStatement save =
        connection.prepareStatement("INSERT OR REPLACE INTO offsets VALUES (?, ?, ?)")) {
      for (Map.Entry<TopicPartition, Long> offset : offsets.entrySet()) {
        save.setString(1, offset.getKey().topic());
        save.setInt(2, offset.getKey().partition());
        save.setLong(3, offset.getValue());
        save.executeUpdate();
      }
    }
  }

  private void closeWriters() throws SQLException {
    for (TableWriter writer : writers.values()) {
      writer.close();
    }
    writers.clear();
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() throws SQLException {
    if (committed) {
      return;
    }
    try {
      closeWriters();
    } finally {
      execute("ROLLBACK");
    }
  }

  /**
   * A minute of a partition's log time, as its rows have it.
   *
   * @param micros the minute it ended in, microseconds since the epoch
   */
  private record LogMinute(long micros, long partition, long number) {
    static LogMinute of(List<Column> columns, Object[] values) {
      Map<String, Object> byName = new HashMap<>();
      for (int i = 0; i < values.length; i++) {
        byName.put(columns.get(i).name(), values[i]);
      }
      return new LogMinute(number(byName, "minute"), number(byName, "logPartition"), number(byName, "logMinute"));
    }

    private static long number(Map<String, Object> values, String column) {
      return ((Number) Objects.requireNonNull(values.get(column), column)).longValue();
    }
  }
}

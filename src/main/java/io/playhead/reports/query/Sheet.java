package io.playhead.reports.query;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * An answer as rows and columns.
 *
 * @param rows each with a value a column, {@code null} for none
 */
record Sheet(List<Column> columns, List<List<@Nullable Object>> rows) {

  /** What the values of a column are, and what they become in the database. */
  enum Type {
    TEXT("VARCHAR"),
    WHOLE("BIGINT"),
    REAL("DOUBLE"),
    /** Texts such as {@code 2026-11-22T10:00:00Z}. */
    MOMENT("TIMESTAMP");

    private final String sql;

    Type(String sql) {
      this.sql = sql;
    }

    private void append(DuckDBAppender row, Object value) throws SQLException {
      switch (this) {
        case TEXT -> row.append(value.toString());
        case WHOLE -> row.append(new BigDecimal(value.toString()).longValue());
        case REAL -> row.append(new BigDecimal(value.toString()).doubleValue());
        case MOMENT -> row.append(LocalDateTime.ofInstant(Instant.parse(value.toString()), ZoneOffset.UTC));
      }
    }
  }

  /** A column's heading and what stands below it. */
  record Column(String name, Type type) {
    /** That of a metric. */
    static Column of(Metric metric) {
      return new Column(metric.wireName(), metric.unit() == Unit.COUNT ? Type.WHOLE : Type.REAL);
    }
  }

  /** Puts the rows into a table that only this connection sees, and gives the query that reads them in their order. */
  Sql load(DuckDBConnection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("CREATE TEMP TABLE sheet (row BIGINT, " + each(i -> "c" + i + " " + columns.get(i).type().sql)
          + ")");
    }
    try (DuckDBAppender appender = connection.createAppender("temp", "main", "sheet")) {
      long number = 0;
      for (List<@Nullable Object> row : rows) {
        append(appender, number++, row);
      }
    }
    return new Sql(
        "SELECT " + each(i -> "c" + i + " AS " + quoted(columns.get(i).name())) + " FROM sheet ORDER BY row");
  }

  private void append(DuckDBAppender appender, long number, List<@Nullable Object> row) throws SQLException {
    appender.beginRow().append(number);
    for (int i = 0; i < columns.size(); i++) {
      Object value = row.get(i);
      if (value == null) {
        appender.appendNull();
      } else {
        columns.get(i).type().append(appender, value);
      }
    }
    appender.endRow();
  }

  private String each(IntFunction<String> write) {
    return IntStream.range(0, columns.size()).mapToObj(write).collect(Collectors.joining(", "));
  }

  private static String quoted(String name) {
    return '"' + name.replace("\0", "").replace("\"", "\"\"") + '"';
  }
}

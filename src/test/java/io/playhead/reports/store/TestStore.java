package io.playhead.reports.store;

import io.playhead.config.ConfigLoader;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A report store that a test looks into. */
final class TestStore implements AutoCloseable {
  private final ReportStore store;

  private TestStore(ReportStore store) {
    this.store = store;
  }

  static TestStore open(Path directory) {
    return new TestStore(ReportStore.open(directory, ConfigLoader.defaults("reports.memory=100MiB").reports()));
  }

  ReportStore store() {
    return store;
  }

  /** The first row's first value, as text. */
  @Nullable
  String ask(String sql) throws SQLException {
    try (Connection connection = store.connection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.next() ? row.getString(1) : null;
    }
  }

  void run(String sql) throws SQLException {
    try (Connection connection = store.connection(); Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  long count(Table table) throws SQLException {
    return Long.parseLong(String.valueOf(ask("SELECT count(*) FROM " + table.sqlName())));
  }

  /** The number of rows of every table and the sum of their hashes: equal for equal rows in any order. */
  Map<Table, String> checksums() throws SQLException {
    Map<Table, String> checksums = new LinkedHashMap<>();
    for (Table table : Table.values()) {
      checksums.put(table,
          ask("SELECT count(*) || ' rows, ' || coalesce(sum(hash(t)::HUGEINT), 0) FROM " + table.sqlName() + " t"));
    }
    return checksums;
  }

  @Override
  public void close() throws SQLException {
    store.close();
  }
}

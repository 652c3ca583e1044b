package io.playhead.reports.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.playhead.config.ConfigLoader;
import io.playhead.config.ReportsConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReportStoreTest {
  private static final ReportsConfig CONFIG = ConfigLoader.defaults("reports.memory=100MiB").reports();

  @TempDir
  private Path directory;

  private static String ask(ReportStore store, String sql) throws SQLException {
    try (Connection connection = store.connection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }

  private static void run(ReportStore store, String sql) throws SQLException {
    try (Connection connection = store.connection(); Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Test
  void aNewStoreHasEveryTableEmpty() throws SQLException {
    try (ReportStore store = ReportStore.open(directory, CONFIG)) {
      for (String table : new String[]{"sessions", "open_sessions", "all_sessions", "ads", "chapters", "states",
        "errors", "live", "rejected", "offsets", "topics"}) {
        assertThat(ask(store, "SELECT count(*) FROM " + table)).as(table).isEqualTo("0");
      }
    }
  }

  @Test
  void whatIsInItSurvivesAReopening() throws SQLException {
    try (ReportStore store = ReportStore.open(directory, CONFIG)) {
      run(store, "INSERT INTO offsets VALUES ('media.reports', 3, 17)");
    }
    try (ReportStore store = ReportStore.open(directory, CONFIG)) {
      assertThat(ask(store, "SELECT nextOffset FROM offsets")).isEqualTo("17");
    }
  }

  @Test
  void aScriptRunsOnce() throws SQLException {
    ReportStore.open(directory, CONFIG).close();
    try (ReportStore store = ReportStore.open(directory, CONFIG)) {
      assertThat(ask(store, "SELECT string_agg(script ORDER BY version) FROM versions"))
          .isEqualTo("V1__tables.sql,V2__topics.sql,V3__live.sql");
    }
  }

  @Test
  void aStoreOfANewerVersionIsRefused() throws SQLException {
    try (ReportStore store = ReportStore.open(directory, CONFIG)) {
      run(store, "INSERT INTO versions VALUES (99, 'V99__later.sql')");
    }
    assertThatExceptionOfType(ReportStoreException.class).isThrownBy(() -> ReportStore.open(directory, CONFIG))
        .withMessage("the report store has version 99, and this program knows 3 at most: run the newer program,"
            + " or move the file away to have it made again from Kafka");
  }

  @Test
  void aDamagedFileIsRefusedInOneLine() throws IOException {
    Files.writeString(directory.resolve("reports.duckdb"), "no database\n".repeat(10_000));
    assertThatExceptionOfType(ReportStoreException.class).isThrownBy(() -> ReportStore.open(directory, CONFIG))
        .satisfies(e -> assertThat(e.getMessage()).contains("reports.duckdb cannot be opened: ").hasLineCount(1));
  }

  @Test
  void aFileThatAnotherProcessHasOpenIsRefused() throws IOException {
    try (StoreProcess other = StoreProcess.open(directory)) {
      assertThat(other.isAlive()).isTrue();
      assertThatExceptionOfType(ReportStoreException.class).isThrownBy(() -> ReportStore.open(directory, CONFIG))
          .withMessageEndingWith("reports.duckdb cannot be opened: another process has it open");
    }
  }

  @ParameterizedTest
  @CsvSource({"memory_limit, 100.0 MiB", "threads, 2", "TimeZone, UTC", "enable_external_access, false",
    "autoinstall_known_extensions, false", "autoload_known_extensions, false"})
  void aSettingHolds(String name, String value) throws SQLException {
    try (ReportStore store = ReportStore.open(directory, CONFIG)) {
      assertThat(ask(store, "SELECT value FROM duckdb_settings() WHERE name = '" + name + "'")).isEqualTo(value);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"SELECT * FROM read_text('/etc/hostname')", "COPY offsets TO '/tmp/offsets.csv'",
    "ATTACH '/tmp/other.duckdb'", "INSTALL httpfs", "SELECT * FROM read_csv('https://127.0.0.1/x.csv')",
    "SET enable_external_access = true", "SET memory_limit = '100GiB'"})
  void aQueryReachesNothingOutside(String sql) throws SQLException {
    try (ReportStore store = ReportStore.open(directory, CONFIG)) {
      assertThatThrownBy(() -> run(store, sql)).isInstanceOf(SQLException.class);
    }
  }

  @Test
  void anExportMayBeWritten() throws SQLException {
    try (ReportStore store = ReportStore.open(directory, CONFIG)) {
      Path file = store.exports().resolve("offsets.parquet");
      run(store, "COPY offsets TO '" + file + "' (FORMAT parquet)");
      assertThat(file).isNotEmptyFile();
    }
  }

  @Test
  void whatAnEndLeftOfExportsGoesWithTheNextStart() throws SQLException, IOException {
    Path left = Files.createDirectories(directory.resolve("exports")).resolve("left.csv");
    Files.writeString(left, "half of it");
    ReportStore.open(directory, CONFIG).close();
    assertThat(left).doesNotExist();
  }
}

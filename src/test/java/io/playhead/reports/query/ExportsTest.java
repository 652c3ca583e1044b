package io.playhead.reports.query;

import static io.playhead.reports.query.SampleStore.ask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files of the rows of queries, of {@link SampleStore}. */
class ExportsTest {
  private static SampleStore store;

  @BeforeAll
  static void open(@TempDir Path directory) throws Exception {
    store = new SampleStore(directory);
  }

  @AfterAll
  static void close() throws Exception {
    store.close();
  }

  private static List<String> lines(String... parameters) throws Exception {
    return Files.readAllLines(store.exports(100).write(ask(parameters), new Writing()).file());
  }

  @Test
  void aBreakdownHasTheFiguresOfTheQueryAndItsOrder() throws Exception {
    assertThat(lines("query", "breakdown", "by", "channel", "metrics", "mediaStarts,completionRate,concurrentPeak"))
        .containsExactly("channel,mediaStarts,completionRate,concurrentPeak", "app,2,,0", "web,2,0.5,0", ",1,,12");
  }

  @Test
  void aBreakdownHasAllGroupsUnlessALimitIsAskedFor() throws Exception {
    for (int i = 0; i < 30; i++) {
      store.change("INSERT INTO open_sessions BY NAME SELECT 'x" + i + "' sid, TIMESTAMP '2026-11-01' started, 'c" + i
          + "' channel, false hasResume, false isDownloaded");
    }
    String[] november = {"query", "breakdown", "by", "channel", "metrics", "mediaStarts", "from", "2026-11-01", "to",
      "2026-11-02"};
    assertThat(lines(november)).hasSize(31);
    List<String> limited = new ArrayList<>(List.of(november));
    limited.addAll(List.of("limit", "3"));
    assertThat(lines(limited.toArray(String[]::new))).hasSize(4);
  }

  @Test
  void aTimeSeriesIsCutByTheClocksOfTheZone() throws Exception {
    assertThat(lines("query", "timeseries", "interval", "day", "zone", "Europe/Berlin", "from", "2026-11-22", "to",
        "2026-11-24", "metrics", "mediaStarts,timePlayed", "filter", "channel:web"))
        .containsExactly("time,mediaStarts,timePlayed", "2026-11-21 23:00:00,2,150.0", "2026-11-22 23:00:00,0,0.0");
  }

  @Test
  void sessionsAreThoseThatTheFiltersLeaveInTheOrderAskedFor() throws Exception {
    List<String> lines = lines("query", "sessions", "filter", "channel:web", "filter", "isPlayed:true", "order",
        "timePlayed:asc");
    assertThat(lines.getFirst()).startsWith("sid,started,closed,");
    assertThat(lines.stream().skip(1).map(line -> line.substring(0, 1))).containsExactly("b", "a");
  }

  @ParameterizedTest
  @CsvSource({"query, sessions", "table, sessions", "table, ads"})
  void metadataIsJsonInItsCell(String kind, String name) throws Exception {
    assertThat(lines(kind, name)).anyMatch(line -> line.contains("\"{\"\"tier\"\":\"\"gold\"\"}\""))
        .noneMatch(line -> line.contains("tier=gold"));
  }

  @Test
  void inParquetMetadataIsAMap() throws Exception {
    Path file = store.exports(100).write(ask("table", "sessions", "format", "parquet"), new Writing()).file();
    try (var connection = DriverManager.getConnection("jdbc:duckdb:");
        var row = connection.createStatement()
            .executeQuery("SELECT DISTINCT typeof(metadata) FROM read_parquet('" + file + "')")) {
      row.next();
      assertThat(row.getString(1)).isEqualTo("MAP(VARCHAR, VARCHAR)");
    }
  }

  @Test
  void aFiltersValueIsNeverReadAsSql() throws Exception {
    assertThat(lines("query", "sessions", "filter", "channel:') TO '/tmp/x' --")).hasSize(1);
  }

  @Test
  void aHeadingIsNeverReadAsSql() throws Exception {
    assertThat(lines("query", "breakdown", "by", "metadata.a\"; DROP TABLE sessions; --", "metrics", "mediaStarts"))
        .containsExactly("\"metadata.a\"\"; DROP TABLE sessions; --\",mediaStarts", ",5");
  }

  @Test
  void namesThatDifferInCaseOnlyAreColumnsOfTheirOwn() throws Exception {
    assertThat(lines("query", "breakdown", "by", "metadata.tier,metadata.Tier", "metrics", "mediaStarts").getFirst())
        .startsWith("metadata.tier,metadata.Tier");
  }

  @Test
  void aFileThatNobodyWaitsForIsNotWritten() {
    Writing writing = new Writing();
    writing.cancel();
    assertThatThrownBy(() -> store.exports(100).write(ask("table", "sessions"), writing))
        .isInstanceOf(CancellationException.class);
  }

  @Test
  void whatIsBeingWrittenEndsWhenItIsCancelled() throws Exception {
    Writing writing = new Writing();
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        PreparedStatement endless = connection.prepareStatement(
            "SELECT sum(range % 7) FROM range(10000000000000)")) {
      CompletableFuture<Void> written = CompletableFuture.runAsync(() -> {
        try {
          writing.execute(endless);
        } catch (SQLException e) {
          throw new IllegalStateException(e);
        }
      });
      Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> {
        writing.cancel();
        return written.isDone();
      });
      assertThatThrownBy(written::join).hasCauseInstanceOf(CancellationException.class);
    }
  }

  @Test
  void parquetHasTypes() throws Exception {
    Path file = store.exports(100).write(ask("query", "timeseries", "interval", "hour", "metrics",
        "mediaStarts,completionRate", "format", "parquet"), new Writing()).file();
    try (var connection = DriverManager.getConnection("jdbc:duckdb:");
        var row = connection.createStatement().executeQuery("SELECT typeof(\"time\"), typeof(mediaStarts),"
            + " typeof(completionRate), sum(mediaStarts) OVER () FROM read_parquet('" + file + "')")) {
      row.next();
      assertThat(List.of(row.getString(1), row.getString(2), row.getString(3), row.getInt(4)))
          .containsExactly("TIMESTAMP", "BIGINT", "DOUBLE", 5);
    }
  }
}

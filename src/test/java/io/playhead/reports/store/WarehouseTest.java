package io.playhead.reports.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The form of {@code config/warehouse}: the same tables and columns as here. {@code check/run.sh} runs it, by hand. */
class WarehouseTest {
  private static final Path WAREHOUSE = Path.of("config", "warehouse");
  private static final Pattern COLUMN = Pattern.compile("^  `(\\w+)` (?:Nullable\\()?(\\w+)", Pattern.MULTILINE);
  private static final Pattern ALIAS = Pattern.compile(" AS `(\\w+)`");
  private static final Map<ColumnType, String> TYPES = Map.of(ColumnType.TEXT, "String", ColumnType.MOMENT,
      "DateTime64", ColumnType.SECONDS, "Decimal", ColumnType.RATIO, "Decimal", ColumnType.COUNT, "Int64",
      ColumnType.PARTITION, "Int32", ColumnType.REAL, "Float64", ColumnType.FLAG, "Bool", ColumnType.MARKS, "Array",
      ColumnType.METADATA, "Map");

  /** Where a row stands in its topic, in tables whose rows may be alike: one record a row, or several. */
  private static final Map<Table, List<String>> PLACES =
      Map.of(Table.ADS, List.of("topicPartition Int32", "topicOffset Int64"),
          Table.CHAPTERS, List.of("topicPartition Int32", "topicOffset Int64"), Table.LIVE,
          List.of("topicPartition Int32", "topicOffset Int64", "place Int32"));

  @TempDir
  private Path directory;

  private static String statement(String beginning) throws Exception {
    String sql = Files.readString(WAREHOUSE.resolve("clickhouse.sql"));
    int begin = sql.indexOf(beginning);
    assertThat(begin).as(beginning).isNotNegative();
    return sql.substring(begin, sql.indexOf(';', begin));
  }

  private List<Column> columns(Table table) throws Exception {
    try (TestStore store = TestStore.open(directory); Connection connection = store.store().connection()) {
      return Column.of(connection, table);
    }
  }

  @ParameterizedTest
  @EnumSource(value = Table.class, mode = EnumSource.Mode.EXCLUDE, names = {"OPEN_SESSIONS", "REJECTED"})
  void aTableOfClickHouseHasTheColumnsOfOurs(Table table) throws Exception {
    List<String> ours = new ArrayList<>();
    for (Column column : columns(table)) {
      ours.add(column.name() + " " + TYPES.get(column.type()));
    }
    ours.addAll(PLACES.getOrDefault(table, List.of()));
    assertThat(COLUMN.matcher(statement("CREATE TABLE " + table.sqlName() + " (")).results()
        .map(found -> found.group(1) + " " + found.group(2))).containsExactlyElementsOf(ours);
  }

  @ParameterizedTest
  @EnumSource(value = Table.class, mode = EnumSource.Mode.EXCLUDE, names = {"OPEN_SESSIONS", "REJECTED"})
  void andAViewThatFillsThemAll(Table table) throws Exception {
    String view = statement("CREATE MATERIALIZED VIEW " + table.sqlName() + "_reader TO " + table.sqlName() + " AS");
    assertThat(ALIAS.matcher(view).results().map((MatchResult found) -> found.group(1)))
        .containsExactlyElementsOf(Stream.concat(columns(table).stream().map(Column::name),
            PLACES.getOrDefault(table, List.of()).stream().map(column -> column.substring(0, column.indexOf(' '))))
            .toList());
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {"SESSIONS | toDate(started), sid",
    "STATES | toDate(started), sid, name", "ERRORS | toDate(started), sid, id, source",
    "ADS | toDate(started), sid, topicPartition, topicOffset",
    "CHAPTERS | toDate(started), sid, topicPartition, topicOffset",
    "LIVE | minute, topicPartition, topicOffset, place"})
  void aKeyIsWhatMakesARowTheOnlyOneOfItsKind(Table table, String key) throws Exception {
    assertThat(statement("CREATE TABLE " + table.sqlName() + " (")).endsWith("ORDER BY (" + key + ")");
  }

  @Test
  void whatComesIsReadOnlyWhenAllViewsAreThere() throws Exception {
    String sql = Files.readString(WAREHOUSE.resolve("clickhouse.sql"));
    assertThat(sql.indexOf("ENGINE = Kafka")).isGreaterThan(sql.lastIndexOf("_in\n"));
  }

  @Test
  void theSinkReadsWhatIsCommittedOfTheTopics() throws Exception {
    var sink = new JsonMapper().readTree(Files.readString(WAREHOUSE.resolve("connect-iceberg.json"))).path("config");
    assertThat(sink.path("topics").asText()).isEqualTo("media.reports,media.live");
    assertThat(sink.path("consumer.override.isolation.level").asText()).isEqualTo("read_committed");
  }
}

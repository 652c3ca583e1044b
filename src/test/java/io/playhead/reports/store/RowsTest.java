package io.playhead.reports.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.playhead.config.ConfigLoader;
import io.playhead.eventlog.Rejection;
import io.playhead.eventlog.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.duckdb.DuckDBConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands in the tables after a record of each kind. */
class RowsTest {
  private static final SourceTopics TOPICS = SourceTopics.of(new Topics(ConfigLoader.defaults().topics()));
  private static final long APPENDED = 1_700_000_123_456L;

  @TempDir
  private Path directory;
  private TestStore store;

  @BeforeEach
  void open() {
    store = TestStore.open(directory);
  }

  @AfterEach
  void close() throws SQLException {
    store.close();
  }

  private static ConsumerRecord<byte[], byte[]> record(String topic, String key, byte[] value) {
    return new ConsumerRecord<>(topic, 2, 17, APPENDED, TimestampType.LOG_APPEND_TIME, key.length(), value.length,
        key.getBytes(StandardCharsets.UTF_8), value, new RecordHeaders(), Optional.empty());
  }

  private static ConsumerRecord<byte[], byte[]> record(ObjectNode report) {
    return record(TOPICS.reports(), report.path("sid").asText(), report.toString().getBytes(StandardCharsets.UTF_8));
  }

  private void keep(ObjectNode report) throws Exception {
    keep(List.of(record(report)));
  }

  private void keep(ConsumerRecord<byte[], byte[]> record) throws Exception {
    keep(List.of(record));
  }

  private void keep(List<ConsumerRecord<byte[], byte[]>> records) throws Exception {
    inTransaction(records, Transaction::commit);
  }

  @FunctionalInterface
  private interface End {
    void of(Transaction transaction) throws SQLException;
  }

  private void inTransaction(List<ConsumerRecord<byte[], byte[]>> records, End end) throws Exception {
    RecordReader reader = new RecordReader(TOPICS, new ReportReader(new HashMap<>()));
    try (DuckDBConnection connection = (DuckDBConnection) store.store().connection()) {
      Map<Table, List<Column>> columns = new EnumMap<>(Table.class);
      for (Table table : Table.values()) {
        columns.put(table, Column.of(connection, table));
      }
      try (Transaction transaction = new Transaction(connection, columns)) {
        for (ConsumerRecord<byte[], byte[]> record : records) {
          transaction.add(reader.rows(record));
        }
        end.of(transaction);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {"sid | 0000000000000000000000000000000000000000000000000000000000000007",
    "started | 2023-11-14 22:13:27.18", "closed | 2023-11-14 22:14:53.0", "startedAt | 2023-11-14 22:13:20.0",
    "endedAt | 2023-11-14 22:14:48.0", "logPartition | 3", "firstOffset | 700", "lastOffset | 799", "name | sintel",
    "length | 60.333", "contentType | vod", "metadata['series'] | open films",
    "metadata['analytics.reportSuite'] | suite", "isCompleted | true", "hasProgress50 | true", "hasProgress95 | false",
    "isDownloaded | false", "isDroppedBeforeStart | false", "timePlayed | 45.000", "averageMinuteAudience | 0.745860",
    "eventCount | 27", "timeToStart | 0.850", "framesPerSecond | 29.97", "segment | [0-5]", "genre |",
    "bitrateAverageBucket | 800-899", "closeReason | completed", "watchedMarks | [0, 5, 10]"})
  void aSessionCloseIsARowOfSessions(String column, String value) throws Exception {
    ObjectNode report = Reports.report("sessionClose", 7);
    ((ObjectNode) report.path("sessionDetails")).putArray("watchedMarks").add(0).add(5).add(10);
    keep(report);
    assertThat(store.ask("SELECT " + column + " FROM sessions")).isEqualTo(value);
  }

  @Test
  void ofASessionCloseComeItsStatesAndErrors() throws Exception {
    ObjectNode report = Reports.report("sessionClose", 7);
    ((ObjectNode) report.path("qoeDataDetails")).putArray("playerSdkErrors").add("E1").add("E2");
    ((ObjectNode) report.path("qoeDataDetails")).putArray("externalErrors").add("E1");
    keep(report);
    assertThat(store.ask("SELECT string_agg(name || count || time) FROM states")).isEqualTo("mute13.000");
    assertThat(store.ask("SELECT string_agg(id || source, ' ' ORDER BY source, id) FROM errors"))
        .isEqualTo("E1external E1player E2player");
  }

  @Test
  void aSessionIsOpenUntilItsCloseComes() throws Exception {
    keep(Reports.report("sessionStart", 1));
    assertThat(store.ask("SELECT name || started || isDownloaded FROM open_sessions"))
        .isEqualTo("sintel2023-11-14 22:13:21.18false");
    assertThat(store.ask("SELECT closed IS NULL AND timePlayed IS NULL FROM all_sessions")).isEqualTo("true");
    keep(Reports.report("sessionClose", 1));
    assertThat(store.count(Table.OPEN_SESSIONS)).isZero();
    assertThat(store.count(Table.SESSIONS)).isOne();
  }

  @Test
  void startedAndClosedInOneTransactionItWasNeverOpen() throws Exception {
    keep(List.of(record(Reports.report("sessionStart", 1)), record(Reports.report("sessionStart", 2)),
        record(Reports.report("sessionClose", 1))));
    assertThat(store.ask("SELECT string_agg(sid) FROM open_sessions")).isEqualTo(Reports.sid(2));
    assertThat(store.ask("SELECT string_agg(sid) FROM sessions")).isEqualTo(Reports.sid(1));
  }

  @Test
  void nothingIsSeenOfATransactionThatIsNotCommittedNorAfterwards() throws Exception {
    List<ConsumerRecord<byte[], byte[]>> records =
        IntStream.range(0, 5_000).mapToObj(session -> record(Reports.report("sessionClose", session))).toList();
    inTransaction(records, transaction -> {
      transaction.flush();
      assertThat(store.count(Table.SESSIONS)).isZero();
    });
    assertThat(store.count(Table.SESSIONS)).isZero();
    assertThat(store.count(Table.STATES)).isZero();
  }

  @Test
  void aDownloadedSessionAndItsAdsWereStartedByTheDevicesClock() throws Exception {
    ObjectNode start = Reports.report("sessionStart", 1);
    start.put("at", 1_600_000_000_000L);
    ObjectNode ad = Reports.report("adClose", 1);
    ObjectNode close = Reports.report("sessionClose", 1);
    ((ObjectNode) close.path("sessionDetails")).put("startedAt", 1_600_000_000_000L);
    for (ObjectNode report : List.of(start, ad, close)) {
      ((ObjectNode) report.path("sessionDetails")).put("isDownloaded", true);
    }
    keep(Stream.of(start, ad, close).map(RowsTest::record).toList());
    assertThat(store.ask("SELECT started FROM sessions")).isEqualTo("2020-09-13 12:26:40.0");
    assertThat(store.ask("SELECT started FROM ads")).isEqualTo("2020-09-13 12:26:40.0");
  }

  @ParameterizedTest
  @CsvSource({"name, sintel-pre-roll", "contentName, sintel", "contentPlayerName, html5", "playerName, freewheel",
    "podIndex, 0", "isCompleted, true", "started, 2023-11-14 22:13:20.18", "loggedAt, 2023-11-14 22:13:40.2"})
  void anAdCloseIsARowOfAds(String column, String value) throws Exception {
    ObjectNode report = Reports.report("adClose", 0);
    ObjectNode ad = (ObjectNode) report.path("advertisingDetails");
    ad.put("name", "sintel-pre-roll").put("playerName", "freewheel").put("isCompleted", true);
    keep(report);
    assertThat(store.ask("SELECT " + column + " FROM ads")).isEqualTo(value);
  }

  @Test
  void aChapterCloseIsARowOfChapters() throws Exception {
    ObjectNode report = Reports.report("chapterClose", 0);
    ((ObjectNode) report.path("chapterDetails")).put("index", 3).put("offset", 12.5);
    keep(report);
    assertThat(store.ask("SELECT \"index\" || ' ' || \"offset\" || contentName FROM chapters"))
        .isEqualTo("3 12.500sintel");
  }

  @Test
  void anAdStartMakesNoRow() throws Exception {
    keep(Reports.report("adStart", 0));
    for (Table table : Table.values()) {
      assertThat(store.count(table)).as(table.sqlName()).isZero();
    }
  }

  @Test
  void aMinuteOfLiveCountsIsARowForEachAudience() throws Exception {
    keep(record(TOPICS.live(), "", """
        {"type":"live","schemaVersion":1,"partition":3,"minute":12,"endedAt":1700000123456,"audiences":
          [{"name":"m1","channel":"c","playing":10,"ad":2},{"name":"m2","paused":1}],"others":{"buffering":4}}
        """.getBytes(StandardCharsets.UTF_8)));
    assertThat(store.ask("""
        SELECT string_agg(concat_ws(' ', minute, logPartition, logMinute, coalesce(name, '-'), coalesce(channel, '-'),
          starting, playing, paused, buffering, ad), '; ' ORDER BY name) FROM live
        """)).isEqualTo("2023-11-14 22:15:00 3 12 m1 c 0 10 0 0 2; 2023-11-14 22:15:00 3 12 m2 - 0 0 1 0 0; "
        + "2023-11-14 22:15:00 3 12 - - 0 0 0 4 0");
  }

  private static ConsumerRecord<byte[], byte[]> minute(int partition, int minute, String endedAt, String audiences) {
    return record(TOPICS.live(), "",
        "{\"type\":\"live\",\"partition\":%d,\"minute\":%d,\"endedAt\":%d,\"audiences\":[%s]}"
            .formatted(partition, minute, Instant.parse(endedAt).toEpochMilli(), audiences)
            .getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void ofTwoMinutesOfAPartitionThatEndInOneByTheClockTheLastStays(boolean inOneTransaction) throws Exception {
    List<ConsumerRecord<byte[], byte[]>> minutes = List.of(
        minute(3, 11, "2023-11-14T22:14:01Z", "{\"name\":\"before\",\"playing\":1}"),
        minute(3, 12, "2023-11-14T22:15:00Z", "{\"name\":\"first\",\"playing\":1},{\"name\":\"more\",\"playing\":1}"),
        minute(3, 13, "2023-11-14T22:15:59Z", "{\"name\":\"last\",\"playing\":1}"),
        minute(4, 12, "2023-11-14T22:15:00Z", "{\"name\":\"other\",\"playing\":1}"));
    if (inOneTransaction) {
      keep(minutes);
    } else {
      for (ConsumerRecord<byte[], byte[]> minute : minutes) {
        keep(minute);
      }
    }
    assertThat(store.ask("SELECT string_agg(name, ' ' ORDER BY name) FROM live")).isEqualTo("before last other");
  }

  @Test
  void aMinuteThatEndedAtNoTimeThereIsIsKeptAllTheSame() throws Exception {
    keep(record(TOPICS.live(), "",
        "{\"type\":\"live\",\"partition\":3,\"minute\":\"12\",\"endedAt\":9e18,\"audiences\":[]}"
            .getBytes(StandardCharsets.UTF_8)));

    assertThat(store.ask("SELECT logPartition || ' ' || logMinute || ' ' || year(endedAt) FROM live"))
        .isEqualTo("3 0 33658");
  }

  @Test
  void aRejectionIsARowWithItsFirstError() throws Exception {
    byte[] verdict = """
        {"status":400,"message":"wrong","errors":[{"pointer":"/params/a","rule":"type","detail":"must be a number"},
          {"pointer":"/b","rule":"required","detail":"is missing"}]}""".getBytes(StandardCharsets.UTF_8);
    keep(record(TOPICS.rejected(), "s1", new Rejection(Rejection.Reason.INVALID, Optional.of("s1"), Optional.of("ping"),
        Optional.of(verdict), Optional.of(new Rejection.Source(3, 5)), new byte[]{'{', (byte) 0xff, 'x'}).toJson()));
    assertThat(store.ask(
        """
            SELECT concat_ws('|', "at", logPartition, logOffset, reason, eventType, sid, message, pointer, rule, detail, body,
              sourcePartition, sourceOffset) FROM rejected"""))
        .isEqualTo(
            "2023-11-14 22:15:23.456|2|17|invalid|ping|s1|wrong|/params/a|type|must be a number|{\ufffdx|3|5");
  }

  @Test
  void ofALongBodyTheFirst16KiBStay() throws Exception {
    keep(record(TOPICS.rejected(), "s1", new Rejection(Rejection.Reason.INVALID, Optional.of("s1"), Optional.empty(),
        Optional.empty(), Optional.empty(), "x".repeat(100_000).getBytes(StandardCharsets.UTF_8)).toJson()));
    assertThat(store.ask("SELECT length(body) FROM rejected")).isEqualTo("16384");
  }

  @ParameterizedTest
  @CsvSource({"length, 1e300, 999999999999999.999", "length, -1e300, -999999999999999.999", "length, '\"long\"',",
    "length, 0.0005, 0.001", "eventCount, 1e300, 9223372036854775807", "eventCount, null,", "isPlayed, 1, false",
    "endedAt, 1e300, 33658-09-27 01:46:40.0", "name, '{\"a\":1}', '{\"a\":1}'", "name, 5, 5"})
  void aStrangeValueCostsNoReport(String field, String json, String value) throws Exception {
    String report = Reports.report("sessionClose", 1).toString();
    String changed = report.replaceFirst("\"" + field + "\":(\"[^\"]*\"|[^,}]+)", "\"" + field + "\":" + json);
    keep(record(TOPICS.reports(), "", changed.getBytes(StandardCharsets.UTF_8)));
    assertThat(store.ask("SELECT " + field + " FROM sessions")).isEqualTo(value);
  }

  @Test
  void everyTextComesBackAsItWas() throws Exception {
    ObjectNode report = Reports.report("sessionClose", 1);
    ((ObjectNode) report.path("sessionDetails")).put("name", "a\u0000b 😀 \"q\"");
    keep(report);
    assertThat(store.ask("SELECT name FROM sessions")).isEqualTo("a\u0000b 😀 \"q\"");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {"no json | it is no JSON", "[] | it is no JSON object",
    "{} | it is no report: it has no type", "{\"type\":\"sessionClose\"} | sid is missing",
    "{\"type\":\"sessionClose\",\"sid\":\"s\",\"log\":{\"startedAt\":1}} | closed is missing"})
  void whatIsNoReportIsSaidToBeNone(String value, String message) {
    assertThatExceptionOfType(UnreadableRecordException.class)
        .isThrownBy(() -> keep(record(TOPICS.reports(), "", value.getBytes(StandardCharsets.UTF_8))))
        .withMessage(message);
  }
}

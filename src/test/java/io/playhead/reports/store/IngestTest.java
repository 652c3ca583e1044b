package io.playhead.reports.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.playhead.config.PlayheadConfig;
import io.playhead.kafka.KafkaExtension;
import io.playhead.kafka.TestKafka;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** From Kafka's topics to the tables, each record once. */
@ExtendWith(KafkaExtension.class)
class IngestTest {
  private static final IngestBounds SMALL = new IngestBounds(Duration.ofMillis(50), 100, 1 << 20);
  private static final int SESSIONS = 200;
  private static final Pattern ENDS_BEFORE = Pattern.compile("ends at offset \\d+, and was read up to \\d+");

  @TempDir
  private Path directory;
  private ReportTopics topics;
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  @BeforeEach
  void makeTopics(TestKafka kafka) {
    topics = new ReportTopics(kafka);
  }

  @AfterEach
  void close() {
    topics.close();
  }

  @FunctionalInterface
  private interface Work {
    void on(TestStore store) throws Exception;
  }

  /** Fills the store in a directory while something is done with it. */
  private void fill(String name, PlayheadConfig config, InstantSource clock, Work work) throws Exception {
    try (TestStore store = TestStore.open(directory.resolve(name))) {
      Ingest ingest = ingest(store, config, clock);
      ingest.start();
      try {
        work.on(store);
      } finally {
        ingest.stop();
      }
    }
  }

  private Ingest ingest(TestStore store, PlayheadConfig config, InstantSource clock) {
    return new Ingest(store.store(), config, SMALL, meters, clock, failure -> {});
  }

  private Ingest ingest(TestStore store, PlayheadConfig config) {
    return ingest(store, config, InstantSource.system());
  }

  private void fill(String name, Work work) throws Exception {
    fill(name, topics.config(), InstantSource.system(), work);
  }

  private Map<Table, String> filled(String name, int sessions) throws Exception {
    fill(name, store -> await(() -> store.count(Table.SESSIONS) == sessions));
    try (TestStore store = TestStore.open(directory.resolve(name))) {
      return store.checksums();
    }
  }

  private static void await(Callable<Boolean> condition) {
    Awaitility.await().atMost(Duration.ofSeconds(60)).until(condition);
  }

  @Test
  void allReportsOfSessionsComeToTheirTables() throws Exception {
    topics.appendSessions(0, SESSIONS);
    Map<Table, String> filled = filled("a", SESSIONS);
    for (Table table : List.of(Table.SESSIONS, Table.ADS, Table.CHAPTERS, Table.STATES)) {
      assertThat(filled.get(table)).as(table.sqlName()).startsWith(SESSIONS + " rows");
    }
    assertThat(filled.get(Table.OPEN_SESSIONS)).startsWith("0 rows");
  }

  @Test
  void aRebuildFromTheTopicGivesEqualTables() throws Exception {
    topics.appendSessions(0, SESSIONS);
    filled("a", SESSIONS);
    topics.appendSessions(SESSIONS, SESSIONS);
    topics.appendReport("open", Reports.report("sessionStart", 100_000).toString());
    Map<Table, String> inTwoGoes = filled("a", 2 * SESSIONS);
    assertThat(filled("b", 2 * SESSIONS)).isEqualTo(inTwoGoes);
  }

  @Test
  void whatWasTakenBackIsNotRead() throws Exception {
    topics.appendSessions(0, 10);
    topics.abortSessions(10, 10);
    topics.appendSessions(20, 10);
    fill("a", store -> {
      await(() -> Reports.sid(29).equals(store.ask("SELECT max(sid) FROM sessions")));
      assertThat(store.count(Table.SESSIONS)).isEqualTo(20);
    });
  }

  @Test
  void startedAgainItReadsNothingTwice() throws Exception {
    topics.appendSessions(0, SESSIONS);
    Map<Table, String> before = filled("a", SESSIONS);
    topics.appendReport("x", Reports.report("adStart", 0).toString());
    fill("a", store -> {
      String read = "SELECT sum(nextOffset) FROM offsets";
      String known = String.valueOf(store.ask(read));
      await(() -> !known.equals(store.ask(read)));
      assertThat(store.checksums()).isEqualTo(before);
    });
  }

  @Test
  void aRecordThatIsNoReportIsPassedOverAndCounted() throws Exception {
    topics.appendReport("x", "no report");
    topics.appendReport("x", "{\"type\":\"sessionClose\"}");
    topics.appendSessions(0, 1);
    fill("a", store -> await(() -> store.count(Table.SESSIONS) == 1));
    assertThat(meters.get("playhead.reports.ingest.unreadable").counter().count()).isEqualTo(2);
  }

  @Test
  void whenKafkaHasForgottenTheNextItGoesOnAtTheEarliest() throws Exception {
    topics.appendSessions(0, 40);
    filled("a", 40);
    topics.appendSessions(40, 40);
    topics.forget();
    topics.appendSessions(80, 40);
    fill("a", store -> {
      await(() -> store.count(Table.SESSIONS) == 80);
      assertThat(store.ask("SELECT count(*) FROM sessions WHERE sid >= '" + Reports.sid(80) + "'")).isEqualTo("40");
    });
  }

  @Test
  void ofATopicThatWasMadeAnewNoRowIsReadAndItSaysWhatToDo() throws Exception {
    topics.appendSessions(0, 40);
    Map<Table, String> before = filled("a", 40);
    topics.makeAnew();
    topics.appendSessions(0, 80);

    try (TestStore store = TestStore.open(directory.resolve("a"))) {
      Ingest ingest = ingest(store, topics.config());
      ingest.start();
      await(() -> ingest.state().detail().contains(" was made anew since the report store read it"));
      assertThat(ingest.state().detail()).contains("Move its file away");
      ingest.stop();
      assertThat(store.checksums()).isEqualTo(before);
    }
  }

  @Test
  void aPartitionThatEndsBeforeWhatWasReadIsNotReadOn() throws Exception {
    topics.appendSessions(0, 40);
    filled("a", 40);
    try (TestStore store = TestStore.open(directory.resolve("a"))) {
      store.run("UPDATE offsets SET nextOffset = nextOffset + 1000000");
      Map<Table, String> before = store.checksums();
      Ingest ingest = ingest(store, topics.config());
      ingest.start();
      await(() -> ENDS_BEFORE.matcher(ingest.state().detail()).find());
      ingest.stop();
      assertThat(store.checksums()).isEqualTo(before);
    }
  }

  @Test
  void aStoreOfOtherTopicsIsNotFilled() throws Exception {
    topics.appendSessions(0, 40);
    filled("a", 40);
    try (TestStore store = TestStore.open(directory.resolve("a"))) {
      store.run("INSERT INTO offsets VALUES ('other.reports', 0, 1)");
      Ingest ingest = ingest(store, topics.config());
      ingest.start();
      await(() -> ingest.state().detail().startsWith("the report store was filled from other.reports"));
      ingest.stop();
    }
  }

  @Test
  void aStoreOfTheVersionWithoutIdsNotesThem() throws Exception {
    topics.appendSessions(0, 40);
    filled("a", 40);
    try (TestStore store = TestStore.open(directory.resolve("a"))) {
      store.run("DELETE FROM topics");
    }
    topics.appendSessions(40, 40);
    fill("a", store -> {
      await(() -> store.count(Table.SESSIONS) == 80);
      assertThat(store.ask("SELECT count(*) FROM topics")).isEqualTo("3");
    });
  }

  @Test
  void rowsOfSessionsThatWereStartedTooLongAgoGo() throws Exception {
    topics.appendSessions(0, SESSIONS);
    filled("a", SESSIONS);
    InstantSource tenDaysLater =
        InstantSource.fixed(Instant.ofEpochMilli(Reports.STARTED).plus(Duration.ofDays(10)).plusSeconds(50));
    fill("a", topics.config("reports.retention=10d"), tenDaysLater, store -> {
      await(() -> store.count(Table.SESSIONS) == SESSIONS - 50);
      assertThat(store.count(Table.ADS)).isEqualTo(SESSIONS - 50);
      assertThat(store.count(Table.STATES)).isEqualTo(SESSIONS - 50);
    });
  }

  @Test
  void killedAgainAndAgainItNeitherLosesNorDoublesARow() throws Exception {
    int sessions = 4_000;
    topics.appendSessions(0, sessions);
    long before = 0;
    for (int kill = 0; kill < 3; kill++) {
      try (StoreProcess process = StoreProcess.fill(directory.resolve("a"), topics.assignments())) {
        process.awaitCommits(3);
      }
      try (TestStore store = TestStore.open(directory.resolve("a"))) {
        assertThat(store.count(Table.SESSIONS)).as("it is in the middle").isBetween(before + 1, sessions - 1L);
        before = store.count(Table.SESSIONS);
      }
    }
    assertThat(filled("a", sessions)).isEqualTo(filled("b", sessions));
  }

  @Test
  void aSettingOfKafkasThatIsWrongStopsTheStart() throws Exception {
    try (TestStore store = TestStore.open(directory)) {
      Ingest ingest = new Ingest(store.store(), topics.config("kafka.consumer.fetch.min.bytes=many"), meters,
          InstantSource.system(), failure -> {});
      assertThatThrownBy(ingest::start).isInstanceOf(ConfigException.class);
    }
  }
}

package io.playhead.aggregator;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.kafka.KafkaExtension;
import io.playhead.kafka.TestKafka;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every report exactly once, whatever happens to the aggregators, and though events stand in the log twice (design §5). */
@Tag("slow")
@ExtendWith(KafkaExtension.class)
class ExactlyOnceTest {
  private static final int KILLS = 3;
  private static final int SESSIONS_EACH = 250;
  private static final int EVENTS_EACH = 100;
  private static final int SESSIONS_AT_ONCE = 10;

  @Test
  void killedAgainAndAgainInTheMiddleOf100000EventsItWritesEachReportOnce(TestKafka kafka) throws Exception {
    try (TestTopics topics = new TestTopics(kafka)) {
      String[] assignments = topics.assignments("a", "aggregator.instanceId=a");
      for (int kill = 0; kill < KILLS; kill++) {
        topics.appendSessions(kill * SESSIONS_EACH, SESSIONS_EACH, EVENTS_EACH);
        topics.appendSomeAgain();
        long before = topics.reportsWritten();
        AggregatorProcess aggregator = AggregatorProcess.start(assignments);
        TestTopics.await(() -> topics.reportsWritten() > before + SESSIONS_EACH);
        assertThat(aggregator.isAlive()).isTrue();
        aggregator.kill();
      }
      topics.appendSomeAgain();
      topics.appendSessions(KILLS * SESSIONS_EACH, SESSIONS_EACH, EVENTS_EACH);
      AggregatorProcess aggregator = AggregatorProcess.start(assignments);
      topics.tickUntil(() -> topics.haveClosed((KILLS + 1) * SESSIONS_EACH));
      aggregator.kill();

      topics.assertUndisturbed();
    }
  }

  @Test
  void oneMoreThatJoinsAndLeavesUnderLoadChangesNothing(TestKafka kafka) throws Exception {
    try (TestTopics topics = new TestTopics(kafka)) {
      TestAggregator first = TestAggregator.start(topics.assignments("a"));
      AtomicBoolean enough = new AtomicBoolean();
      CompletableFuture<Integer> load = CompletableFuture.supplyAsync(() -> load(topics, enough));

      TestAggregator second = TestAggregator.start(topics.assignments("b"));
      TestTopics.await(() -> second.partitions() == 2 && first.partitions() == 2);
      long joined = topics.reportsWritten();
      TestTopics.await(() -> topics.reportsWritten() > joined + 10 * SESSIONS_AT_ONCE);
      second.stop();
      TestTopics.await(() -> first.partitions() == TestTopics.PARTITIONS);
      enough.set(true);
      int sessions = load.join();
      topics.tickUntil(() -> topics.haveClosed(sessions));
      first.stop();

      topics.assertUndisturbed();
    }
  }

  /** Sessions, a few at a time as fast as their starts are reported, until it is enough; gives their number. */
  private static int load(TestTopics topics, AtomicBoolean enough) {
    int sessions = 0;
    try {
      while (!enough.get()) {
        long before = topics.reportsWritten();
        topics.appendSessions(sessions, SESSIONS_AT_ONCE, 50);
        sessions += SESSIONS_AT_ONCE;
        TestTopics.await(() -> topics.reportsWritten() >= before + SESSIONS_AT_ONCE);
      }
      return sessions;
    } catch (Exception e) {
      throw new IllegalStateException("the load broke off", e);
    }
  }
}

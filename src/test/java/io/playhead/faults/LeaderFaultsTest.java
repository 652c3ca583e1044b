package io.playhead.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Of three brokers, the one that leads most partitions is killed, again and again. */
@Tag("slow")
@ExtendWith(FaultExtension.class)
class LeaderFaultsTest {
  private static final String EVENTS = "media.events";
  private static final Duration BETWEEN_KILLS = Duration.ofSeconds(3);

  @Test
  void leadersThatDieCostNothing(FaultTable table) throws Exception {
    leadersKilled(table, 2);
  }

  @Test
  @Tag("faults")
  void leadersThatDieTenTimesCostNothing(FaultTable table) throws Exception {
    leadersKilled(table, 10);
  }

  private static void leadersKilled(FaultTable table, int times) throws Exception {
    try (Deployment deployment = Deployment.start(3, table)) {
      Cluster cluster = deployment.cluster();
      Outcome outcome = deployment.play("leader of three brokers killed, " + times + " x", () -> {
        for (int i = 0; i < times; i++) {
          cluster.awaitInSync(EVENTS);
          int leader = cluster.leaderOf(EVENTS);
          cluster.kill(leader);
          Deployment.time(BETWEEN_KILLS);
          cluster.start(leader);
        }
      });
      outcome.assertEveryPromiseHeld();
      assertThat(outcome.refused()).isZero();
    }
  }
}

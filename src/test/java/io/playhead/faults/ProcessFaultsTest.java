package io.playhead.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A gateway or the aggregator is killed, with Kafka there and with Kafka away. */
@Tag("slow")
@ExtendWith(FaultExtension.class)
@Execution(ExecutionMode.SAME_THREAD)
class ProcessFaultsTest {
  private static final Duration MOMENT = Duration.ofSeconds(1);
  private static final int MANY = 10;

  @Test
  void aGatewayAndAnAggregatorThatAreKilledCostNothing(Deployment deployment) throws Exception {
    deployment.play("gateway and aggregator killed", () -> {
      deployment.killAggregator();
      deployment.gateway().kill();
      deployment.restartAggregator();
      deployment.gateway().start();
    }).assertEveryPromiseHeld();
  }

  @Test
  @Tag("faults")
  void aGatewayThatIsKilledAgainAndAgainCostsNothing(Deployment deployment) throws Exception {
    deployment.play("gateway killed, " + MANY + " x", () -> {
      for (int i = 0; i < MANY; i++) {
        deployment.gateway().kill();
        deployment.gateway().start();
        Deployment.time(MOMENT);
      }
    }).assertEveryPromiseHeld();
  }

  @Test
  @Tag("faults")
  void anAggregatorThatIsKilledAgainAndAgainCostsNothing(Deployment deployment) throws Exception {
    deployment.play("aggregator killed, " + MANY + " x", () -> {
      for (int i = 0; i < MANY; i++) {
        deployment.killAggregator();
        deployment.restartAggregator();
        Deployment.time(MOMENT.multipliedBy(5));
      }
    }).assertEveryPromiseHeld();
  }

  @Test
  @Tag("faults")
  void aGatewayThatIsKilledAgainAndAgainWhileKafkaIsAwayCostsNothing(Deployment deployment) throws Exception {
    Outcome outcome = deployment.play("gateway killed while Kafka is away, " + MANY + " x", () -> {
      deployment.cluster().network().cut();
      for (int i = 0; i < MANY; i++) {
        Deployment.time(MOMENT);
        deployment.gateway().kill();
        deployment.gateway().start();
        assertThat(deployment.gateway().state()).startsWith("spooling");
      }
      deployment.cluster().network().heal();
    });
    outcome.assertEveryPromiseHeld();
    assertThat(outcome.refused()).isZero();
  }

  @Test
  @Tag("faults")
  void aGatewayThatStartsWhileKafkaIsAwayTakesEvents(Deployment deployment) throws Exception {
    deployment.cluster().network().cut();
    try (Gateway gateway = deployment.gateway("early", Map.of())) {
      gateway.start();
      assertThat(gateway.state()).startsWith("spooling");
      Outcome outcome = deployment.play("gateway started 60 s before Kafka", gateway, () -> {
        Deployment.time(Duration.ofSeconds(60));
        deployment.cluster().network().heal();
      });
      outcome.assertEveryPromiseHeld();
      assertThat(outcome.refused()).isZero();
    } finally {
      deployment.cluster().network().heal();
    }
  }

  @Test
  void theSpoolOfAGatewayThatIsGoneIsDrainedByACommand(Deployment deployment) throws Exception {
    drainedByCommand(deployment, Duration.ofSeconds(2));
  }

  @Test
  @Tag("faults")
  void theSpoolOfAMinuteOfAGatewayThatIsGoneIsDrainedByACommand(Deployment deployment) throws Exception {
    drainedByCommand(deployment, Duration.ofSeconds(60));
  }

  /** The gateway never sees Kafka: it starts while it is away, takes events, and is killed for good. */
  private static void drainedByCommand(Deployment deployment, Duration time) throws Exception {
    deployment.cluster().network().cut();
    Gateway gateway = deployment.gateway("gone", Map.of());
    gateway.start();
    try (gateway; Players players = Players.start(gateway.uri())) {
      Deployment.time(time);
      List<Played> played = players.finish();
      gateway.kill();
      deployment.cluster().network().heal();
      assertThat(deployment.drain(gateway)).isZero();

      Outcome outcome = deployment.judge("gateway without Kafka for " + time.toSeconds() + " s, drained by command",
          gateway, 0, played);
      outcome.assertEveryPromiseHeld();
      assertThat(outcome.refused()).isZero();
    } finally {
      deployment.cluster().network().heal();
    }
  }
}

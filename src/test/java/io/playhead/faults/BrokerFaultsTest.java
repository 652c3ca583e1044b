package io.playhead.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The only broker goes away, or stands still. */
@Tag("slow")
@ExtendWith(FaultExtension.class)
@Execution(ExecutionMode.SAME_THREAD)
class BrokerFaultsTest {
  @Test
  void aBrokerThatIsAwayForSecondsCostsNothing(Deployment deployment) throws Exception {
    brokerAway(deployment, Duration.ofSeconds(4));
  }

  @Test
  @Tag("faults")
  void aBrokerThatIsAwayForAMinuteCostsNothing(Deployment deployment) throws Exception {
    brokerAway(deployment, Duration.ofSeconds(60));
  }

  @Test
  void aBrokerThatStandsStillForSecondsCostsNothing(Deployment deployment) throws Exception {
    brokerFrozen(deployment, Duration.ofSeconds(3));
  }

  @Test
  @Tag("faults")
  void aBrokerThatStandsStillForAMinuteCostsNothing(Deployment deployment) throws Exception {
    brokerFrozen(deployment, Duration.ofSeconds(60));
  }

  private static void brokerAway(Deployment deployment, Duration time) throws Exception {
    Outcome outcome = deployment.play("broker killed, away " + time.toSeconds() + " s", () -> {
      deployment.cluster().kill(1);
      Deployment.time(time);
      deployment.cluster().start(1);
    });
    outcome.assertEveryPromiseHeld();
    assertThat(outcome.refused()).isZero();
  }

  private static void brokerFrozen(Deployment deployment, Duration time) throws Exception {
    Outcome outcome = deployment.play("broker frozen for " + time.toSeconds() + " s", () -> {
      JvmProcess broker = deployment.cluster().broker(1);
      broker.freeze();
      Deployment.time(time);
      assumeTrue(broker.isFrozen(), "a frozen broker is passed over, because something has set it going");
      broker.thaw();
    });
    outcome.assertEveryPromiseHeld();
    assertThat(outcome.refused()).isZero();
  }
}

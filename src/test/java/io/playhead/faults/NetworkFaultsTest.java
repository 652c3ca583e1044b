package io.playhead.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The network between the gateway and its broker is cut, slow, or swallows what goes in. */
@Tag("slow")
@ExtendWith(FaultExtension.class)
@Execution(ExecutionMode.SAME_THREAD)
class NetworkFaultsTest {
  /** Below the time that Kafka has to acknowledge, there and back. */
  private static final Duration DELAY = Duration.ofMillis(200);
  private static final Duration LONG = Duration.ofSeconds(60);

  @Test
  void aNetworkThatIsSlowThenSilentThenCutCostsNothing(Deployment deployment) throws Exception {
    Network network = deployment.cluster().network();
    check(deployment, "network slow, swallowing all, and cut", () -> {
      network.slowDown(DELAY);
      Deployment.time(Duration.ofSeconds(1));
      network.heal();
      network.swallow();
      Deployment.time(Duration.ofSeconds(3));
      network.cut();
      network.heal();
    });
  }

  @Test
  @Tag("faults")
  void aNetworkThatIsSlowForAMinuteCostsNothing(Deployment deployment) throws Exception {
    Network network = deployment.cluster().network();
    check(deployment, "network " + DELAY.toMillis() + " ms slower for 60 s", () -> {
      network.slowDown(DELAY);
      Deployment.time(LONG);
      network.heal();
    });
  }

  @Test
  @Tag("faults")
  void aNetworkThatSwallowsEverythingForAMinuteCostsNothing(Deployment deployment) throws Exception {
    Network network = deployment.cluster().network();
    check(deployment, "network swallowing all for 60 s", () -> {
      network.swallow();
      Deployment.time(LONG);
      network.heal();
    });
  }

  @Test
  @Tag("faults")
  void aNetworkThatIsCutForAMinuteCostsNothing(Deployment deployment) throws Exception {
    Network network = deployment.cluster().network();
    check(deployment, "network cut for 60 s", () -> {
      network.cut();
      Deployment.time(LONG);
      network.heal();
    });
  }

  private static void check(Deployment deployment, String name, Deployment.Fault fault) throws Exception {
    Outcome outcome = deployment.play(name, fault);
    outcome.assertEveryPromiseHeld();
    assertThat(outcome.refused()).isZero();
  }
}

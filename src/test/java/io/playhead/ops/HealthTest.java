package io.playhead.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.ops.Health.Status;
import org.junit.jupiter.api.Test;

class HealthTest {
  private final Health health = new Health();

  @Test
  void withoutChecksAllIsUp() {
    assertThat(health.live().up()).isTrue();
    assertThat(health.ready().up()).isTrue();
  }

  @Test
  void oneCheckDownIsDown() {
    health.addReady("topics", () -> Status.up("found"));
    health.addReady("listener", () -> Status.down("not yet listening"));
    assertThat(health.ready().up()).isFalse();
    assertThat(health.ready().checks()).containsExactly(
        java.util.Map.entry("listener", Status.down("not yet listening")),
        java.util.Map.entry("topics", Status.up("found")));
  }

  @Test
  void readinessDoesNotTouchLiveness() {
    health.addReady("listener", () -> Status.down("draining"));
    assertThat(health.live().up()).isTrue();
  }

  @Test
  void aCheckThatFailsIsDown() {
    health.addLive("broken", () -> {
      throw new IllegalStateException("no state");
    });
    assertThat(health.live().checks().get("broken"))
        .isEqualTo(Status.down("the check failed: java.lang.IllegalStateException: no state"));
  }
}

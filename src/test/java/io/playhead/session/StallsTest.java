package io.playhead.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Runs of frozen intervals (media-metrics §3). */
class StallsTest {

  private final Stalls stalls = new Stalls();

  @Test
  void twoIntervalsOf3SecondsAreAStall() {
    stalls.freeze(1_500);
    stalls.freeze(1_500);

    assertThat(stalls.count()).isEqualTo(1);
    assertThat(stalls.time()).isEqualTo(3_000);
    assertThat(stalls.endRun()).isZero();
  }

  @Test
  void oneIntervalIsContentHoweverLong() {
    stalls.freeze(10_000);

    assertThat(stalls.time()).isZero();
    assertThat(stalls.endRun()).isEqualTo(10_000);
  }

  @Test
  void manyShortIntervalsThatFallShortAreContent() {
    stalls.freeze(1_000);
    stalls.freeze(1_000);
    stalls.freeze(999);

    assertThat(stalls.count()).isZero();
    assertThat(stalls.endRun()).isEqualTo(2_999);
  }

  @Test
  void aStallGoesOnAsOne() {
    stalls.freeze(2_000);
    stalls.freeze(2_000);
    stalls.freeze(500);

    assertThat(stalls.count()).isEqualTo(1);
    assertThat(stalls.time()).isEqualTo(4_500);
  }

  @Test
  void whatIsFrozenAfterARunStartsANewOne() {
    stalls.freeze(2_000);
    stalls.freeze(2_000);
    stalls.endRun();
    stalls.freeze(2_000);

    assertThat(stalls.time()).isEqualTo(4_000);
    assertThat(stalls.endRun()).isEqualTo(2_000);
  }
}

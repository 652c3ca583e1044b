package io.playhead.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** When a pause counts (media-metrics §3). */
class PausesTest {

  private final Pauses pauses = new Pauses();

  @Test
  void itsTimeIsCreditedThoughItDoesNotCount() {
    pauses.enter();
    pauses.credit(249);

    assertThat(pauses.count()).isZero();
    assertThat(pauses.time()).isEqualTo(249);
  }

  @Test
  void itCountsOnceItHas250MillisecondsInAll() {
    pauses.enter();
    pauses.credit(249);
    pauses.credit(1);
    pauses.credit(5_000);

    assertThat(pauses.count()).isEqualTo(1);
  }

  @Test
  void twoShortPausesAreNotOneLong() {
    pauses.enter();
    pauses.credit(200);
    pauses.enter();
    pauses.credit(200);

    assertThat(pauses.count()).isZero();
  }
}

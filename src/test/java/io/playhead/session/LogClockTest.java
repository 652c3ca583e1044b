package io.playhead.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Log time of a partition (media-metrics §1). */
class LogClockTest {

  private final LogClock clock = new LogClock();

  @Test
  void itStartsAt0WithTheFirstRecord() {
    assertThat(clock.advance(1_700_000_000_000L)).isZero();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      # append step | log time step
      0             | 0
      1             | 1
      4999          | 4999
      5000          | 5000
      5001          | 5000
      3600000       | 5000
      -1            | 0
      -3600000      | 0
      """)
  void aRecordMovesItByWhatPassedBetween0And5Seconds(long appendStep, long logTimeStep) {
    clock.advance(10_000_000);

    assertThat(clock.advance(10_000_000 + appendStep)).isEqualTo(logTimeStep);
  }

  @Test
  void aStepBackIsForgottenWithTheNextRecord() {
    clock.advance(10_000);
    clock.advance(2_000);

    assertThat(clock.advance(3_000)).isEqualTo(1_000);
    assertThat(clock.now()).isEqualTo(1_000);
  }

  @Test
  void itGoesOnWhereItWasLeft() {
    clock.advance(10_000);
    clock.advance(12_000);
    StateBuffer state = new StateBuffer();
    clock.writeTo(state);

    assertThat(LogClock.readFrom(state).advance(13_000)).isEqualTo(3_000);
  }
}

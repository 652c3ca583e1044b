package io.playhead.loadtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CapacityTest {
  private static final Settings SETTINGS = Settings.fromSystemProperties(Duration.ofMinutes(1));
  private static final long FAST = 1;
  private static final long SLOW = SETTINGS.p99().toMillis() * 2;

  private final Tally tally = new Tally();
  private final Capacity capacity = new Capacity(tally, SETTINGS);
  private long now;

  @BeforeEach
  void start() {
    capacity.isExceeded(now);
  }

  @Test
  void itIsTheRateOfTheLastGoodLevel() {
    level(100, FAST);
    level(200, FAST);
    level(300, FAST);

    assertThat(level(400, SLOW)).isTrue();
    assertThat(capacity.perSecond()).isEqualTo(300.0 / SETTINGS.step().toSeconds());
  }

  @Test
  void aLevelWithTooManyErrorsExceedsIt() {
    level(100, FAST);
    level(200, FAST);
    tally.failed();

    assertThat(level(300, FAST)).isTrue();
    assertThat(capacity.perSecond()).isEqualTo(200.0 / SETTINGS.step().toSeconds());
  }

  @Test
  void aLevelWithoutAnAnswerExceedsIt() {
    level(100, FAST);

    assertThat(level(0, FAST)).isTrue();
  }

  @Test
  void theFirstLevelIsNotJudged() {
    assertThat(level(100, SLOW)).isFalse();
    assertThat(capacity.perSecond()).isZero();
  }

  @Test
  void aLevelIsJudgedOnlyWhenItIsOver() {
    level(100, FAST);
    tally.succeeded(SLOW);

    assertThat(capacity.isExceeded(now + SETTINGS.step().toNanos() - 1)).isFalse();
    assertThat(capacity.isExceeded(now + SETTINGS.step().toNanos())).isTrue();
  }

  private boolean level(int events, long millis) {
    for (int i = 0; i < events; i++) {
      tally.succeeded(millis);
    }
    now += SETTINGS.step().toNanos();
    return capacity.isExceeded(now);
  }
}

package io.playhead.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RateLimiterTest {
  private static final long SESSION = 42;

  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
  private final RateLimiter limiter = new RateLimiter(50, Duration.ofSeconds(1), now::get);

  @Test
  void aSecondsWorthMayComeAtOnceAndNoMore() {
    assertThat(taken(SESSION, 60)).isEqualTo(50);
  }

  @Test
  void thenOneMayComeEveryTwentyMilliseconds() {
    taken(SESSION, 50);
    for (int i = 0; i < 1_000; i++) {
      pass(Duration.ofMillis(20));
      assertThat(taken(SESSION, 2)).isEqualTo(1);
    }
  }

  @Test
  void theWaitIsTheTimeAfterWhichItMay() {
    taken(SESSION, 50);
    pass(Duration.ofMillis(5));
    assertThat(limiter.take(SESSION)).isEqualTo(Duration.ofMillis(15).toNanos());

    pass(Duration.ofMillis(15));
    assertThat(limiter.take(SESSION)).isZero();
  }

  @Test
  void whatWasRefusedCostsNothing() {
    taken(SESSION, 1_000);
    pass(Duration.ofSeconds(1));

    assertThat(taken(SESSION, 60)).isEqualTo(50);
  }

  @Test
  void aPauseDoesNotAddUpToMoreThanASecondsWorth() {
    taken(SESSION, 10);
    pass(Duration.ofHours(1));

    assertThat(taken(SESSION, 60)).isEqualTo(50);
  }

  @Test
  void oneSessionsFloodTakesNothingFromAnother() {
    taken(SESSION, 1_000);

    assertThat(taken(SESSION + 1, 60)).isEqualTo(50);
  }

  @Test
  void ofAMillionSessionsNoneIsRefusedForAnother() {
    long refused = LongStream.range(0, 1_000_000).filter(session -> {
      pass(Duration.ofNanos(10_000));
      return limiter.take(session) != 0;
    }).count();

    assertThat(refused).isZero();
  }

  @Test
  void aBusySessionIsHeldAmongAHundredThousandEventsOfOthersASecond() {
    int taken = 0;
    for (int i = 0; i < 1_000_000; i++) {
      pass(Duration.ofNanos(10_000));
      assertThat(limiter.take(1_000 + i)).isZero();
      taken += i % 100 == 0 && limiter.take(SESSION) == 0 ? 1 : 0;
    }

    // Ten seconds, in which it asked for 1,000 a second.
    assertThat(taken).isEqualTo(50 + 10 * 50 - 1);
  }

  @Test
  void zeroIsNoLimit() {
    RateLimiter off = new RateLimiter(0, Duration.ofSeconds(1), now::get);

    assertThat(LongStream.range(0, 10_000).filter(i -> off.take(SESSION) != 0).count()).isZero();
  }

  private long taken(long key, int times) {
    return LongStream.range(0, times).filter(i -> limiter.take(key) == 0).count();
  }

  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }
}

package io.playhead.eventlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RateCapTest {
  private final AtomicLong now = new AtomicLong();

  @Test
  void soManyASecondPassAndTheNextSecondAsManyAgain() {
    RateCap cap = new RateCap(3, now::get);

    assertThat(admittedOf(cap, 10)).isEqualTo(3);
    now.addAndGet(Duration.ofMillis(999).toNanos());
    assertThat(admittedOf(cap, 10)).isZero();
    now.addAndGet(Duration.ofMillis(1).toNanos());
    assertThat(admittedOf(cap, 10)).isEqualTo(3);
  }

  @Test
  void aCapOfZeroLetsNothingPass() {
    assertThat(admittedOf(new RateCap(0, now::get), 10)).isZero();
  }

  private static long admittedOf(RateCap cap, int offers) {
    return IntStream.range(0, offers).filter(i -> cap.admits()).count();
  }
}

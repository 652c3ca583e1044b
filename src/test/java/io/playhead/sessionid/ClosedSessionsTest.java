package io.playhead.sessionid;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ClosedSessionsTest {
  private static final long MINUTE = 60_000;
  private static final long HOUR = 60 * MINUTE;
  private static final long NOON = 12 * HOUR;

  private final ClosedSessions closed = new ClosedSessions(300_000);

  @Test
  void whatWasAddedIsContainedAndNothingElse() {
    Random random = new Random(1);
    long[] fingerprints = random.longs(50_000).toArray();
    for (long fingerprint : fingerprints) {
      closed.add(fingerprint, NOON);
    }

    assertThat(Arrays.stream(fingerprints)).allMatch(closed::contains);
    assertThat(random.longs(50_000)).noneMatch(closed::contains);
    assertThat(closed.size()).isEqualTo(50_000);
  }

  @Test
  void zeroAndMinusOneAreFingerprintsLikeAnyOther() {
    assertThat(closed.contains(0)).isFalse();
    closed.add(0, NOON);
    closed.add(-1, NOON);

    assertThat(closed.contains(0)).isTrue();
    assertThat(closed.contains(-1)).isTrue();
    assertThat(closed.size()).isEqualTo(2);
  }

  @Test
  void addingTwiceCountsOnce() {
    closed.add(7, NOON);
    closed.add(7, NOON);

    assertThat(closed.size()).isEqualTo(1);
  }

  @Test
  void aClosingThatIsReadAgainIsNotKeptTwice() {
    closed.add(7, NOON);
    closed.add(8, NOON + HOUR);
    closed.add(7, NOON);

    assertThat(closed.size()).isEqualTo(2);
  }

  @Test
  void aStepOfTheLogsTimeBackForgetsNothing() {
    closed.add(7, NOON);
    closed.add(8, NOON - 3 * HOUR);
    closed.add(9, NOON - 2 * HOUR);

    assertThat(LongStream.of(7, 8, 9)).allMatch(closed::contains);
  }

  @Test
  void afterAStepAheadAndBackClosingsAreStillRememberedAndNotForEver() {
    closed.add(7, NOON + 3 * HOUR);
    closed.add(8, NOON);
    assertThat(closed.contains(8)).isTrue();

    closed.add(9, NOON + 6 * HOUR);
    assertThat(closed.contains(8)).isFalse();
  }

  @Test
  void aClosingIsRememberedForTwoHoursAndForgottenAfterThree() {
    closed.add(7, NOON + 59 * MINUTE);

    closed.add(8, NOON + 59 * MINUTE + 2 * HOUR);
    assertThat(closed.contains(7)).isTrue();

    closed.add(9, NOON + 3 * HOUR);
    assertThat(closed.contains(7)).isFalse();
    assertThat(closed.contains(8)).isTrue();
  }

  @Test
  void aGapOfADayForgetsAll() {
    closed.add(7, NOON);
    closed.add(8, NOON + 24 * HOUR);

    assertThat(closed.contains(7)).isFalse();
    assertThat(closed.size()).isEqualTo(1);
  }

  @Test
  void aClosingWithAnEarlierTimeJoinsTheCurrentHour() {
    closed.add(7, NOON);
    closed.add(8, NOON - 5 * HOUR);

    assertThat(closed.contains(7)).isTrue();
    assertThat(closed.contains(8)).isTrue();
  }

  @Test
  void beyondItsBoundTheOldestAreForgottenAndCounted() {
    ClosedSessions small = new ClosedSessions(30);
    for (long fingerprint = 1; fingerprint <= 100; fingerprint++) {
      small.add(fingerprint, NOON);
    }

    assertThat(small.size()).isLessThanOrEqualTo(30);
    assertThat(small.contains(100)).isTrue();
    assertThat(small.contains(1)).isFalse();
    assertThat(small.retiredEarly()).isEqualTo(9);
  }

  @Test
  void readersNeverLoseAnAddedOneWhileTheWriterGrowsTheSet() throws Exception {
    closed.add(42, NOON);
    try (ExecutorService readers = Executors.newFixedThreadPool(2)) {
      Future<Boolean> alwaysThere = readers.submit(() -> {
        boolean there = true;
        while (closed.size() < 90_000) {
          there &= closed.contains(42);
        }
        return there;
      });
      new Random(2).longs(90_000).forEach(fingerprint -> closed.add(fingerprint, NOON));

      assertThat(alwaysThere.get()).isTrue();
    }
  }
}

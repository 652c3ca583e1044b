package io.playhead.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What counts as watched, and which intervals are kept (media-metrics §6). */
class WatchedIntervalsTest {

  private final WatchedIntervals watched = new WatchedIntervals();

  private void watch(long from, long to) {
    watched.played(from, to, to - from);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      # from | to    | credited | watched
      0      | 10000 | 10000    | 10000
      0      | 21000 | 10000    | 21000
      0      | 21001 | 10000    | 0
      0      | 1     | 10000    | 1
      0      | 1000  | 0        | 0
      5000   | 5000  | 1000     | 0
      5000   | 4000  | 1000     | 0
      """)
  void normalPlayUpToDoubleSpeedAndASecondIsWatched(long from, long to, long credited, long total) {
    watched.played(from, to, credited);

    assertThat(watched.total()).isEqualTo(total);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      # besides 10–20 and 30–40 | total
      0  | 5  | 25
      0  | 10 | 30
      20 | 25 | 25
      20 | 30 | 30
      12 | 18 | 20
      15 | 35 | 30
      5  | 45 | 40
      40 | 50 | 30
      45 | 50 | 25
      """)
  void intervalsThatTouchMerge(long from, long to, long total) {
    watch(10, 20);
    watch(30, 40);

    watch(from, to);

    assertThat(watched.total()).isEqualTo(total);
  }

  @Test
  void watchingAgainAddsNothing() {
    watch(0, 1_000);
    watch(0, 1_000);

    assertThat(watched.total()).isEqualTo(1_000);
  }

  @ParameterizedTest
  @CsvSource({"10, true", "25, true", "26, true", "27, false", "9, false"})
  void aShareIsContainedEndsIncluded(int percent, boolean contained) {
    watch(100, 260);

    assertThat(watched.contain(percent, 1_000)).isEqualTo(contained);
  }

  @Test
  void aShareBetweenMillisecondsIsComparedExactly() {
    watch(0, 9);

    assertThat(watched.contain(10, 91)).isFalse();
    assertThat(watched.contain(10, 90)).isTrue();
  }

  @Test
  void ofMoreThan256TheShortestIsDropped() {
    for (int i = 0; i < 256; i++) {
      watch(i * 100L, i * 100L + (i == 7 ? 5 : 10));
    }

    watch(100_000, 100_010);

    assertThat(watched.total()).isEqualTo(2_560);
  }

  @Test
  void ofTheShortestTheLowestIsDropped() {
    for (int i = 0; i <= 256; i++) {
      watch(i * 100L, i * 100L + 10);
    }

    assertThat(watched.lowest()).hasValue(100);
    assertThat(watched.highest()).hasValue(25_610);
  }

  @Test
  void aNewIntervalMayBeTheOneThatIsDropped() {
    for (int i = 1; i <= 256; i++) {
      watch(i * 100L, i * 100L + 10);
    }

    watch(50, 51);

    assertThat(watched.lowest()).hasValue(100);
  }
}

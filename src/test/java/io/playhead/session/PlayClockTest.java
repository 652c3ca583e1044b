package io.playhead.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.event.MediaEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Late events, clock jumps and gaps (media-metrics §2). */
class PlayClockTest {

  private final PlayClock clock = PlayClock.of(new Arrival(Events.sessionStart(100), 0, 0), false);

  private static Arrival ping(double second, double playhead, double arrival) {
    return new Arrival(Events.of("ping", second, playhead), Events.millis(arrival), 0);
  }

  @Test
  void sessionStartDoesNotStartIt() {
    assertThat(clock.isLate(Events.of("ping", -5, 0))).isFalse();
    assertThat(clock.isSetBack(Events.of("ping", -500, 0))).isFalse();
    assertThat(clock.moveTo(ping(-5, 0, 0))).isZero();
    assertThat(clock.now()).isEqualTo(Events.ts(-5));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      # second | late  | set back
      100      | false | false
      99.999   | true  | false
      40       | true  | false
      39.999   | false | true
      """)
  void anEventBeforeItIsLateOrUpTo60SecondsOrSetsItBack(double second, boolean late, boolean setBack) {
    clock.moveTo(ping(100, 0, 0));
    MediaEvent event = Events.of("ping", second, 0);

    assertThat(clock.isLate(event)).isEqualTo(late);
    assertThat(clock.isSetBack(event)).isEqualTo(setBack);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      # gap | arrives after | credited
      10    | 10            | 10
      10    | 0             | 10
      0     | 10            | 0
      60    | 0             | 60
      61    | 0             | 60
      70    | 10            | 70
      599   | 599           | 599
      601   | 601           | 600
      601   | 300           | 360
      50    | -20           | 40
      50    | -70           | 0
      """)
  void aGapIsCreditedUpTo10MinutesAnd60SecondsPastItsArrival(double gap, double arrivesAfter, double credited) {
    clock.moveTo(ping(0, 0, 100));

    assertThat(clock.moveTo(ping(gap, 0, 100 + arrivesAfter))).isEqualTo(Events.millis(credited));
  }

  @ParameterizedTest
  @CsvSource({"599, 599", "601, 600"})
  void inAnOfflineBatchArrivalIsNoBound(double gap, double credited) {
    PlayClock offline = PlayClock.of(new Arrival(Events.sessionStart(100), 0, 0), true);
    offline.moveTo(ping(0, 0, 0));

    assertThat(offline.moveTo(ping(gap, 0, 0))).isEqualTo(Events.millis(credited));
  }

  @Test
  void aSetBackClockGoesThereAndCreditsNothing() {
    clock.moveTo(ping(1000, 0, 0));

    assertThat(clock.moveTo(ping(10, 0, 1))).isZero();
    assertThat(clock.now()).isEqualTo(Events.ts(10));
    assertThat(clock.resets()).isEqualTo(1);
  }

  @Test
  void theSessionBeganWithTheEarlierOfItsStartAndItsFirstEvent() {
    assertThat(clock.startedAt()).isEqualTo(Events.ts(0));

    clock.moveTo(ping(-4, 0, 0));
    assertThat(clock.startedAt()).isEqualTo(Events.ts(-4));
  }

  @Test
  void thePlayheadMovedWithTheLatestArrivalOfAnotherPlayhead() {
    clock.moveTo(ping(0, 0, 1));
    assertThat(clock.movedAt()).isZero();

    clock.moveTo(ping(1, 1, 9));
    clock.moveTo(ping(2, 2, 8));
    clock.moveTo(ping(3, 2, 20));
    assertThat(clock.movedAt()).isEqualTo(9_000);
  }

  @Test
  void aSessionStartsItsPlayheadToo() {
    clock.moveTo(ping(0, 7, 3));

    assertThat(clock.movedAt()).isEqualTo(3_000);
  }
}

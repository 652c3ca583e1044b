package io.playhead.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.session.Deadline.Kind;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which timeout comes first (media-metrics §4). */
class ClosingTest {

  private static final Arrival START = new Arrival(Events.sessionStart(100), 0, 0);

  private final Playback playback = new Playback(
      new SessionReports("sid", false, () -> new LoggedStart(START.event(), Optional.empty())), START, false);
  private final Closing closing = new Closing(0);

  private void apply(String type, double second, double playhead) {
    closing.arrived(Events.millis(second));
    playback.apply(new Arrival(Events.of(type, second, playhead), Events.millis(second), 0),
        new Outcome.Builder(Events.record(0)));
  }

  @Test
  void tenMinutesAfterTheLastArrival() {
    apply("ping", 100, 1);

    assertThat(closing.earliest(playback)).isEqualTo(new Deadline(700_000, Kind.INACTIVE));
  }

  @Test
  void aMinuteAfterTheLastArrivalOnceContentIsOver() {
    apply("sessionComplete", 100, 1);
    apply("ping", 110, 1);

    assertThat(closing.earliest(playback)).isEqualTo(new Deadline(170_000, Kind.COMPLETED));
  }

  @Test
  void halfAnHourAfterThePlayheadMoved() {
    apply("ping", 100, 1);
    apply("ping", 1_500, 1);

    assertThat(closing.earliest(playback)).isEqualTo(new Deadline(1_900_000, Kind.PLAYHEAD_STUCK));
  }

  @Test
  void aDayAfterTheStart() {
    apply("ping", 86_000, 1);

    assertThat(closing.earliest(playback)).isEqualTo(new Deadline(86_400_000, Kind.TOO_OLD));
  }

  @Test
  void deadlinesOfOneMomentComeInTheOrderOfTheirKinds() {
    List<Deadline> sorted = List.of(new Deadline(5, Kind.TOO_OLD), new Deadline(5, Kind.PLAYHEAD_STUCK),
        new Deadline(5, Kind.INACTIVE), new Deadline(5, Kind.COMPLETED), new Deadline(5, Kind.WINDOW),
        new Deadline(4, Kind.TOO_OLD)).stream().sorted().toList();

    assertThat(sorted.getFirst().at()).isEqualTo(4);
    assertThat(sorted.subList(1, 6)).extracting(Deadline::kind).containsExactly(Kind.WINDOW, Kind.COMPLETED,
        Kind.INACTIVE, Kind.PLAYHEAD_STUCK, Kind.TOO_OLD);
  }
}

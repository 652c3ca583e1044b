package io.playhead.loadtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TimelineTest {

  static List<Timeline> online() {
    return Timeline.online();
  }

  @ParameterizedTest
  @MethodSource("online")
  void aPlayerIsNeverSilentForMoreThanTenSeconds(Timeline timeline) {
    assertThat(longestSilence(timeline.events())).isLessThanOrEqualTo(10_000);
  }

  @ParameterizedTest
  @MethodSource("online")
  void inAnAdAPlayerIsNeverSilentForMoreThanASecond(Timeline timeline) {
    List<PlayerEvent> events = timeline.events();
    for (int i = 0; i < events.size(); i++) {
      if (events.get(i).type().equals("adStart")) {
        assertThat(longestSilence(events.subList(i, endOfAd(events, i)))).isLessThanOrEqualTo(1_000);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("online")
  void sessionEndIsTheLastEventAndNoOther(Timeline timeline) {
    assertThat(timeline.events().stream().map(PlayerEvent::type)).endsWith(Players.SESSION_END)
        .containsOnlyOnce(Players.SESSION_END);
  }

  @ParameterizedTest
  @MethodSource("online")
  void everySessionHasTheEventsThatAreHeldToTheLimits(Timeline timeline) {
    List<String> types = timeline.events().stream().map(PlayerEvent::type).toList();

    assertThat(types).containsAll(Players.EVERY_SESSION.subList(1, Players.EVERY_SESSION.size()));
  }

  @ParameterizedTest
  @MethodSource("online")
  void thePlayheadStandsStillDuringAds(Timeline timeline) {
    List<PlayerEvent> events = timeline.events();
    for (int i = 0; i < events.size(); i++) {
      if (events.get(i).type().equals("adStart")) {
        assertThat(events.subList(i, endOfAd(events, i)).stream().map(PlayerEvent::playhead).distinct()).hasSize(1);
      }
    }
  }

  @Test
  void theSessionsAreTheSameInEveryRun() {
    assertThat(Timeline.online()).isEqualTo(Timeline.online());
  }

  @Test
  void allThatHappensToPlayersHappensInSome() {
    assertThat(Timeline.online().stream().flatMap(timeline -> timeline.events().stream()).map(PlayerEvent::type))
        .contains("adBreakStart", "adStart", "adSkip", "adComplete", "adBreakComplete", "chapterStart",
            "chapterComplete", "pauseStart", "bufferStart", "bitrateChange", "error", "sessionComplete");
  }

  private static long longestSilence(List<PlayerEvent> events) {
    long longest = 0;
    for (int i = 1; i < events.size(); i++) {
      longest = Math.max(longest, events.get(i).elapsed() - events.get(i - 1).elapsed());
    }
    return longest;
  }

  private static int endOfAd(List<PlayerEvent> events, int start) {
    int end = start;
    while (!events.get(end).type().equals("adComplete") && !events.get(end).type().equals("adSkip")) {
      end++;
    }
    return end + 1;
  }
}

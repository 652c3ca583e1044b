package io.playhead.dev;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.dev.PlannedAd.Fate;
import io.playhead.dev.ViewerPlan.Delivery;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The books of small scripts, worked out by hand from media-metrics §§3 to 6. */
class ViewerScriptTest {
  private static final Content FILM = Content.vod("film", "A film", "Drama", 100_000);
  private static final Habits PLAIN = new Habits(Delivery.EVENT_BY_EVENT, false, 10_000, 10_000, true, true);
  private static final Habits OFFLINE = new Habits(Delivery.DOWNLOADED, false, 50_000, 50_000, true, true);

  @Test
  void aViewingWithAnAdASeekAndAStall() {
    ViewerScript script = script(PLAIN);
    script.startBuffering(2_000);
    script.playAfter(1_500);
    script.watch(30_000);
    script.pause(10_000);
    script.watch(5_000);
    script.adBreak(1, List.of(PlannedAd.undisturbed("ad", 7_000, 7_000, Fate.COMPLETED)), false, true);
    script.watch(5_000);
    script.seekPaused(1_000, 60_000);
    script.watch(10_000);
    script.stall(2);
    script.watch(10_000);
    script.completeAndEnd();

    Totals watched = watchedMarks(0, 5, 10, 15, 20, 25, 30, 35, 40, 60, 65, 70, 75, 80);
    assertThat(script.plan().expected()).isEqualTo(watched.plus(totals(Map.ofEntries(
        Map.entry("sessionStart", "1"),
        Map.entry("adStart", "1"),
        Map.entry("adClose", "1"),
        Map.entry("adClose.advertisingDetails.isCompleted", "1"),
        Map.entry("adClose.advertisingDetails.timePlayed", "7"),
        Map.entry("sessionClose", "1"),
        Map.entry("sessionClose.sessionDetails.isViewed", "1"),
        Map.entry("sessionClose.sessionDetails.isPlayed", "1"),
        Map.entry("sessionClose.sessionDetails.hasSegmentView", "1"),
        Map.entry("sessionClose.sessionDetails.isCompleted", "1"),
        Map.entry("sessionClose.sessionDetails.timePlayed", "60"),
        Map.entry("sessionClose.sessionDetails.totalTimePlayed", "67"),
        Map.entry("sessionClose.sessionDetails.uniqueTimePlayed", "60"),
        Map.entry("sessionClose.sessionDetails.hasProgress10", "1"),
        Map.entry("sessionClose.sessionDetails.hasProgress25", "1"),
        Map.entry("sessionClose.sessionDetails.hasProgress75", "1"),
        Map.entry("sessionClose.sessionDetails.averageMinuteAudience", "0.6"),
        Map.entry("sessionClose.sessionDetails.estimatedStreams", "1"),
        Map.entry("sessionClose.sessionDetails.pauseCount", "2"),
        Map.entry("sessionClose.sessionDetails.pauseTime", "11"),
        Map.entry("sessionClose.sessionDetails.hasPauseImpactedStreams", "1"),
        Map.entry("sessionClose.sessionDetails.segment.[0-5]", "1"),
        Map.entry("sessionClose.sessionDetails.adCount", "1"),
        Map.entry("sessionClose.sessionDetails.eventCount", "19"),
        Map.entry("sessionClose.sessionDetails.closeReason.ended", "1"),
        Map.entry("sessionClose.qoeDataDetails.timeToStart", "1.5"),
        Map.entry("sessionClose.qoeDataDetails.bufferCount", "1"),
        Map.entry("sessionClose.qoeDataDetails.bufferTime", "2"),
        Map.entry("sessionClose.qoeDataDetails.startupBufferTime", "2"),
        Map.entry("sessionClose.qoeDataDetails.hasBufferImpactedStreams", "1"),
        Map.entry("sessionClose.qoeDataDetails.stallCount", "1"),
        Map.entry("sessionClose.qoeDataDetails.stallTime", "4"),
        Map.entry("sessionClose.qoeDataDetails.hasStallImpactedStreams", "1")))));
  }

  @Test
  void aViewerWhoNeverSaysMoreIsDroppedBeforeTheStart() {
    assertThat(script(PLAIN).plan().expected()).isEqualTo(totals(Map.of(
        "sessionStart", "1",
        "sessionClose", "1",
        "sessionClose.sessionDetails.isViewed", "1",
        "sessionClose.sessionDetails.estimatedStreams", "1",
        "sessionClose.sessionDetails.eventCount", "1",
        "sessionClose.sessionDetails.closeReason.inactive", "1",
        "sessionClose.sessionDetails.secondsSinceLastCall", "600",
        "sessionClose.qoeDataDetails.isDroppedBeforeStart", "1")));
  }

  @Test
  void playerStatesRunThroughPausesAndAdsToTheEndOfTheContent() {
    ViewerScript script = script(PLAIN);
    script.startState("fullScreen");
    script.idle(1_000);
    script.play();
    script.watch(10_000);
    script.pause(5_000);
    script.watch(4_000);
    script.complete(false);
    script.adBreak(-1, List.of(PlannedAd.undisturbed("ad", 6_000, 6_000, Fate.COMPLETED)), false, false);

    assertThat(script.plan().expected().values())
        .containsEntry("sessionClose.states.fullscreen.time", new BigDecimal("2E+1"))
        .containsEntry("adClose.advertisingDetails.timePlayed", new BigDecimal("6"));
  }

  @Test
  void aBriefPauseIsTimedButNotCounted() {
    ViewerScript script = script(PLAIN);
    script.play();
    script.watch(10_000);
    script.pause(200);
    script.watch(1_000);
    script.end();

    assertThat(script.plan().expected().values())
        .containsEntry("sessionClose.sessionDetails.pauseTime", new BigDecimal("0.2"))
        .doesNotContainKey("sessionClose.sessionDetails.pauseCount");
  }

  @Test
  void bitratesAreWeighedByTheTimeTheyHeld() {
    ViewerScript script = script(PLAIN);
    script.play();
    script.changeBitrate(1_000);
    script.watch(10_000);
    script.changeBitrate(2_000);
    script.watch(30_000);
    script.changeBitrate(0);
    script.watch(10_000);
    script.end();

    assertThat(script.plan().expected().values())
        .containsEntry("sessionClose.qoeDataDetails.bitrateAverage", new BigDecimal("1.75E+3"))
        .containsEntry("sessionClose.qoeDataDetails.bitrateAverageBucket.1700-1799", BigDecimal.ONE);
  }

  @Test
  void inABatchWhatFollowsTheEndDoesNotCount() {
    ViewerScript script = script(OFFLINE);
    script.play();
    script.watch(10_000);
    script.completeAndEnd();

    assertThat(script.plan().expected().values())
        .containsEntry("sessionClose.sessionDetails.eventCount", new BigDecimal("3"))
        .containsEntry("sessionClose.sessionDetails.closeReason.downloaded", BigDecimal.ONE);
  }

  private static ViewerScript script(Habits habits) {
    return new ViewerScript(FILM, habits, 0, 0, false, 0);
  }

  private static Totals watchedMarks(int... marks) {
    TreeMap<String, BigDecimal> numbers = new TreeMap<>();
    IntStream.of(marks)
        .forEach(mark -> numbers.put("sessionClose.sessionDetails.watchedMarks." + mark, BigDecimal.ONE));
    return new Totals(numbers);
  }

  private static Totals totals(Map<String, String> values) {
    TreeMap<String, BigDecimal> numbers = new TreeMap<>();
    values.forEach((name, value) -> numbers.put(name, new BigDecimal(value)));
    return new Totals(numbers);
  }
}

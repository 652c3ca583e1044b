package io.playhead.dev;

import io.playhead.dev.PlannedAd.Fate;
import io.playhead.dev.PlannedAd.Interruption;
import io.playhead.dev.ViewerPlan.Delivery;
import java.util.ArrayList;
import java.util.List;

/** The choices of one viewer, from the start of the session to its end. */
final class ViewerStory {
  /** In kbit/s. */
  private static final List<Long> BITRATES = List.of(800L, 1_600L, 3_200L, 6_001L);
  private static final List<Double> FRAME_RATES = List.of(25.0, 29.97, 50.0);
  private static final List<Long> AD_LENGTHS = List.of(6_000L, 10_000L, 15_000L, 20_000L);
  private static final List<String> ERRORS = List.of("3016", "decoder", "drm.licence");
  private static final long UNKNOWN_LENGTH = -1_000;
  private static final long SHORTEST_SEEK = 30_000;
  private static final long FURTHEST_SEEK = 600_000;
  private static final long HOUR = 3_600_000;

  private final Chance chance;
  private final Content content;
  private final Habits habits;
  private final Ending ending;
  private final ViewerScript script;
  private final PlayerStateChoices states;
  private int breaks;
  private int chapters;
  private boolean chapterOpen;
  private int droppedFrames;

  ViewerStory(Chance chance, Content content, Habits habits, Ending ending, ViewerScript script) {
    this.chance = chance;
    this.content = content;
    this.habits = habits;
    this.ending = ending;
    this.script = script;
    this.states = new PlayerStateChoices(chance, script);
  }

  /** Makes all choices. */
  ViewerPlan tell(boolean preRoll) {
    if (!completes() && chance.of(6)) {
      neverStarts();
    } else {
      opens(preRoll);
      watches();
      closes();
    }
    return script.plan();
  }

  private void neverStarts() {
    if (ending == Ending.ABANDONED && chance.of(40)) {
      return;
    }
    waitsForContent();
    leaves();
  }

  private void waitsForContent() {
    if (chance.of(25)) {
      states.change();
    }
    script.idle(chance.time(0, 2));
    if (chance.of(30)) {
      script.startBuffering(chance.time(1, 15));
    }
  }

  private void opens(boolean preRoll) {
    waitsForContent();
    if (preRoll) {
      seesPreRoll();
    } else if (chance.of(70)) {
      script.playAfter(chance.number(200, 4_000));
    } else {
      script.play();
    }
  }

  private void seesPreRoll() {
    script.adBreak(breaks++, ads(habits.playsAfterAds()), chance.of(30), habits.playsAfterAds());
    if (!habits.playsAfterAds()) {
      script.watchUnannounced(chance.time(1, 10));
    }
  }

  private void watches() {
    if (content.end() > HOUR && chance.of(4)) {
      script.watch(chance.time(1_800, 2_400));
    }
    int scenes = chance.number(0, 8);
    for (int i = 0; i < scenes && left() > 2 * SHORTEST_SEEK / 3; i++) {
      watchesSome();
      acts();
    }
  }

  private void acts() {
    switch (chance.number(0, 15)) {
      case 0, 1 -> script.pause(chance.of(10) ? chance.number(50, 200) : chance.time(1, 50));
      case 2 -> script.buffer(chance.time(1, 20));
      case 3 -> seeks(chance.of(50));
      case 4 -> standsStill();
      case 5, 6 -> seesMidRoll();
      case 7 -> states.change();
      case 8 -> script.changeBitrate(chance.of(10) ? 0 : chance.pick(BITRATES));
      case 9 -> script.measure(chance.pick(BITRATES), droppedFrames += chance.number(0, 3), chance.pick(FRAME_RATES));
      case 10 -> errs();
      case 11 -> script.play();
      case 12, 13 -> turnsChapter();
      case 14 -> script.watch(Math.min(chance.time(2, 20) * 2, left() / 400 * 200), chance.pick(List.of(15, 20)));
      default -> confusesTheClock();
    }
  }

  private void seesMidRoll() {
    if (chance.of(15)) {
      script.pauseForAds();
    }
    script.adBreak(++breaks, ads(true), chance.of(30), habits.playsAfterAds());
  }

  private void standsStill() {
    if (chance.of(60)) {
      script.stall(chance.number(2, 10));
    } else {
      script.hang(chance.time(1, 9));
    }
  }

  private void errs() {
    if (chance.of(70)) {
      script.error(chance.pick(ERRORS), chance.of(30));
    } else {
      script.errorInParams(chance.pick(ERRORS));
    }
  }

  private void turnsChapter() {
    if (chapterOpen && chance.of(70)) {
      script.closeChapter(chance.of(60));
      chapterOpen = false;
    } else if (chapterOpen && chance.of(60)) {
      script.nextChapter(++chapters, HOUR / 10);
    } else {
      script.startChapter(++chapters, HOUR / 10);
      chapterOpen = true;
    }
  }

  private void confusesTheClock() {
    if (isBatch() && chance.of(60)) {
      script.latePing(chance.number(1, 3_000));
    } else if (chance.of(25)) {
      script.setClockBack(HOUR);
    } else {
      script.ping();
    }
  }

  private void seeks(boolean silently) {
    long distance = chance.time((int) (SHORTEST_SEEK / 1_000), (int) (FURTHEST_SEEK / 1_000));
    boolean back = chance.of(40);
    if (back && distance <= script.playhead()) {
      seekTo(script.playhead() - distance, silently);
    } else if (!back && distance + SHORTEST_SEEK <= left()) {
      seekTo(script.playhead() + distance, silently);
    }
  }

  private void seekTo(long playhead, boolean silently) {
    if (silently) {
      script.seekSilently(playhead, chance.time(1, 10));
    } else {
      script.seekPaused(chance.of(50) ? chance.number(20, 240) : chance.time(1, 5), playhead);
    }
  }

  private void watchesSome() {
    script.watch(Math.min(chance.time(2, 60), left() / 200 * 100));
  }

  private void closes() {
    if (completes()) {
      finishes();
      return;
    }
    watchesSome();
    if (chance.of(15)) {
      seesMidRollAndLeaves();
    } else if (chance.of(15)) {
      script.startPause(chance.time(1, 40));
    } else if (chance.of(10)) {
      script.startBuffering(chance.time(1, 40));
    }
    leaves();
  }

  private void seesMidRollAndLeaves() {
    List<PlannedAd> ads = new ArrayList<>(ads(true));
    ads.add(PlannedAd.undisturbed("ad-left", 30_000, chance.time(1, 20), Fate.LEFT));
    script.adBreak(++breaks, ads, false, false);
  }

  /** Up to the last call; what an abandoned viewer does after it nobody learns. */
  private void leaves() {
    if (ending == Ending.ENDED) {
      script.end();
    } else {
      script.ping();
    }
  }

  private void finishes() {
    if (content.length() == 0 || content.live()) {
      watchesSome();
    } else {
      watchesToTheEnd();
    }
    boolean postRoll = !isBatch() && chance.of(20);
    if (postRoll && chance.of(50)) {
      script.adBreak(-1, ads(false), chance.of(30), false);
      postRoll = false;
    }
    if (ending == Ending.COMPLETED_AND_ENDED && !postRoll) {
      script.completeAndEnd();
      return;
    }
    script.complete(chance.of(30));
    if (postRoll) {
      script.adBreak(-1, ads(false), false, false);
    }
    if (ending == Ending.COMPLETED_AND_ENDED) {
      script.end();
    }
  }

  private void watchesToTheEnd() {
    if (left() > FURTHEST_SEEK / 2 && chance.of(80)) {
      watchesSome();
      seekTo(content.end() - SHORTEST_SEEK, chance.of(50));
    }
    script.watch(left());
  }

  private List<PlannedAd> ads(boolean mayBeInterrupted) {
    List<PlannedAd> ads = new ArrayList<>();
    int count = chance.pick(List.of(1, 1, 2, 3));
    for (int i = 0; i < count; i++) {
      ads.add(ad(mayBeInterrupted && chance.of(10)));
    }
    return ads;
  }

  private PlannedAd ad(boolean interrupted) {
    String id = "ad-" + chance.number(1, 40);
    long length = chance.pick(AD_LENGTHS);
    long told = chance.of(5) ? UNKNOWN_LENGTH : length;
    Fate fate = chance.pick(List.of(Fate.COMPLETED, Fate.COMPLETED, Fate.COMPLETED, Fate.SKIPPED, Fate.CUT_OFF));
    long watched = fate == Fate.COMPLETED ? length : chance.time(2, 5);
    Interruption interruption =
        interrupted ? chance.pick(List.of(Interruption.PAUSE, Interruption.BUFFERING)) : Interruption.NONE;
    return new PlannedAd(id, told, watched, fate, interruption, interrupted ? chance.time(1, 10) : 0);
  }

  private boolean completes() {
    return ending == Ending.COMPLETED || ending == Ending.COMPLETED_AND_ENDED;
  }

  private boolean isBatch() {
    return habits.delivery() != Delivery.EVENT_BY_EVENT;
  }

  private long left() {
    return content.end() - script.playhead();
  }
}

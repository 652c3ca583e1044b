package io.playhead.dev;

import io.playhead.dev.ViewerPlan.Call;
import io.playhead.event.EventType;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * What one viewer does, act by act: each makes the player's calls and writes into the viewer's books what was done.
 * Times are milliseconds.
 *
 * <p>The acts keep to what media-metrics leaves no doubt about, if the caller keeps two rules: content is watched for
 * some time between any two interruptions (at one {@code ts}, a {@code play} and what follows it would be a tie), and
 * right after the playhead has stood still.
 */
final class ViewerScript {
  private static final long STUCK_PING_INTERVAL = 2_000;
  private static final long SILENCE_BEFORE_INACTIVE = 600_000;

  private final Habits habits;
  private final Player player;
  private final Ledger ledger;
  private boolean ended;

  /**
   * Opens the session.
   *
   * @param startDelay how much later than the player's first other events its {@code sessionStart} is dated
   */
  ViewerScript(Content content, Habits habits, long clockOffset, long firstPlayhead, boolean resumes, long startDelay) {
    this.habits = habits;
    this.player = new Player(habits, clockOffset, firstPlayhead);
    this.ledger = new Ledger(content);
    if (resumes) {
      ledger.resumes();
    }
    if (isBatch()) {
      ledger.isDownloaded();
    }
    player.post(new SessionStarts(content, isBatch(), resumes).at(clockOffset + startDelay, firstPlayhead));
  }

  long playhead() {
    return player.playhead();
  }

  /** Waits before the content has started. */
  void idle(long time) {
    player.waits(time);
    ledger.idle(time);
  }

  void play() {
    player.post(player.event(EventType.PLAY));
    ledger.plays();
  }

  /** The first {@code play}, telling how long it took. */
  void playAfter(long timeToStart) {
    player.post(player.measured(EventType.PLAY, Map.of("media.qoe.timeToStart", timeToStart)));
    ledger.plays();
    ledger.timeToStart(timeToStart);
  }

  /** Watches at a speed of 1 (normal) to 2, in tenths: 15 is one and a half. */
  void watch(long time, int tenths) {
    player.pinging(time, habits.pingInterval(), step -> {
      long from = player.playhead();
      player.moveTo(from + step * tenths / 10);
      ledger.watch(from, player.playhead(), step);
    });
  }

  void watch(long time) {
    watch(time, 10);
  }

  /** After a pre-roll without a {@code play}: content counts from the first event with a moved playhead on. */
  void watchUnannounced(long time) {
    player.waits(time);
    player.moveTo(player.playhead() + time);
    ledger.idle(time);
    ping();
  }

  void pause(long time) {
    startPause(time);
    play();
  }

  /** Pauses and goes on elsewhere. */
  void seekPaused(long time, long to) {
    startPause(time);
    player.moveTo(to);
    play();
  }

  /** Goes on elsewhere, at least half a minute away, and only the next ping shows it. */
  void seekSilently(long to, long watched) {
    ping();
    player.waits(watched);
    player.moveTo(to + watched);
    ledger.watchUnseen(watched);
    ping();
  }

  void startPause(long time) {
    player.post(player.event(EventType.PAUSE_START));
    player.pinging(time, habits.pingsInPauses() ? habits.pingInterval() : time, step -> {});
    ledger.pause(time);
  }

  void buffer(long time) {
    startBuffering(time);
    play();
  }

  void startBuffering(long time) {
    player.post(player.event(EventType.BUFFER_START));
    player.pinging(time, habits.pingInterval(), step -> {});
    ledger.buffer(time);
  }

  /** The playhead stands still for that many pings, at least two. */
  void stall(int pings) {
    ping();
    for (int i = 0; i < pings; i++) {
      player.waits(STUCK_PING_INTERVAL);
      ping();
    }
    ledger.stall(pings * STUCK_PING_INTERVAL);
  }

  /** The playhead stands still between two pings, which is no stall. */
  void hang(long time) {
    ping();
    player.waits(time);
    ledger.watchUnseen(time);
    ping();
  }

  void ping() {
    player.post(player.event(EventType.PING));
  }

  /** A ping that tells the quality. */
  void measure(long bitrate, long droppedFrames, double framesPerSecond) {
    player.post(
        player.measured(EventType.PING, Map.of("media.qoe.bitrate", bitrate, "media.qoe.droppedFrames", droppedFrames,
            "media.qoe.framesPerSecond", framesPerSecond)));
    ledger.bitrate(bitrate);
    ledger.droppedFrames(droppedFrames);
    ledger.framesPerSecond(BigDecimal.valueOf(framesPerSecond));
  }

  void changeBitrate(long bitrate) {
    player.post(player.measured(EventType.BITRATE_CHANGE, Map.of("media.qoe.bitrate", bitrate)));
    ledger.bitrate(bitrate);
    ledger.bitrateChanges();
  }

  void error(String id, boolean external) {
    String source = external ? "external" : "player";
    player.post(player.measured(EventType.ERROR, Map.of("media.qoe.errorID", id, "media.qoe.errorSource", source)));
    ledger.error(id, external);
  }

  /** An error in the older form. */
  void errorInParams(String id) {
    player.post(player.event(EventType.ERROR, Map.of("media.errorId", id, "media.errorSource", "external")));
    ledger.error(id, true);
  }

  void startState(String name) {
    player.post(player.event(EventType.STATE_START, state(name)));
    ledger.stateStarts(name);
  }

  void endState(String name) {
    player.post(player.event(EventType.STATE_END, state(name)));
    ledger.stateEnds(name);
  }

  void switchStates(String ends, String starts) {
    player.post(
        player.event(EventType.STATES_UPDATE,
            Map.of("statesEnd", List.of(state(ends)), "statesStart", List.of(state(starts)))));
    ledger.stateEnds(ends);
    ledger.stateStarts(starts);
  }

  void startChapter(int index, long length) {
    player.post(chapter(index, length));
    ledger.chapterStarts();
  }

  void closeChapter(boolean complete) {
    player.post(player.event(complete ? EventType.CHAPTER_COMPLETE : EventType.CHAPTER_SKIP));
    ledger.closeChapter(complete);
  }

  /** Ends one chapter and starts another at the same moment. */
  void nextChapter(int index, long length) {
    player.post(List.of(player.event(EventType.CHAPTER_COMPLETE), chapter(index, length)));
    ledger.closeChapter(true);
    ledger.chapterStarts();
  }

  /** The device finds that its clock was ahead. */
  void setClockBack(long by) {
    ping();
    player.setClockBack(by);
    ping();
    ledger.clockSetBack();
  }

  /** A ping that is older than those before it; in a batch only, where the order is that of the array. */
  void latePing(long by) {
    ping();
    player.post(player.eventAfter(-by, EventType.PING));
    ledger.late();
  }

  /** The player stops the main content just before an ad break. */
  void pauseForAds() {
    player.post(player.event(EventType.PAUSE_START));
    player.waits(1);
    ledger.pause(1);
  }

  /**
   * Sees the ads of a break; a last one with the fate {@code LEFT} leaves it open.
   *
   * @param holdsContent whether the player says {@code pauseStart} of the main content as the first ad starts
   * @param thenPlays whether the player says {@code play} as the break ends
   */
  void adBreak(int podIndex, List<PlannedAd> ads, boolean holdsContent, boolean thenPlays) {
    new AdBreakScript(player, ledger, habits).run(podIndex, ads, holdsContent, thenPlays);
  }

  /** The content is over; some players pause just before. */
  void complete(boolean pausesBefore) {
    if (pausesBefore) {
      pauseForAds();
    }
    player.post(player.event(EventType.SESSION_COMPLETE));
    ledger.completes();
  }

  void end() {
    player.post(player.event(EventType.SESSION_END));
    ended = true;
  }

  /** The content is over, and 1 ms later the session. */
  void completeAndEnd() {
    player.post(List.of(player.event(EventType.SESSION_COMPLETE), player.eventAfter(1, EventType.SESSION_END)));
    ledger.completes();
    ended = true;
  }

  /** All of it, and the books closed. */
  ViewerPlan plan() {
    List<Call> calls = player.calls();
    ledger.events(taken(calls));
    if (isBatch()) {
      return new ViewerPlan(habits.delivery(), calls, ledger.close("downloaded", 0));
    }
    if (ended) {
      return new ViewerPlan(habits.delivery(), calls, ledger.close("ended", 0));
    }
    Totals expected = ledger.isCompleted()
        ? ledger.close("completed", 0)
        : ledger.close("inactive", SILENCE_BEFORE_INACTIVE);
    return new ViewerPlan(habits.delivery(), calls, expected);
  }

  /** In a batch the events after the first end do not count (collection-api §6). */
  private long taken(List<Call> calls) {
    List<EventType> types = calls.stream().flatMap(call -> call.events().stream()).map(PlannedEvent::type).toList();
    long beforeEnd =
        types.stream().takeWhile(type -> type != EventType.SESSION_COMPLETE && type != EventType.SESSION_END).count();
    return isBatch() ? Math.min(beforeEnd + 1, types.size()) : types.size();
  }

  private boolean isBatch() {
    return habits.delivery() != ViewerPlan.Delivery.EVENT_BY_EVENT;
  }

  private PlannedEvent chapter(int index, long length) {
    return player.event(EventType.CHAPTER_START, Map.of("media.chapter.index", index, "media.chapter.offset",
        PlannedEvent.seconds(player.playhead()), "media.chapter.length", PlannedEvent.seconds(length),
        "media.chapter.friendlyName", "chapter " + index));
  }

  private static Map<String, Object> state(String name) {
    return Map.of("media.state.name", name);
  }
}

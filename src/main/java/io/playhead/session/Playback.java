package io.playhead.session;

import io.playhead.event.MediaEvent;
import io.playhead.event.Params;
import io.playhead.report.Activity;
import io.playhead.session.Recency.Kind;

/**
 * What a session's events, once in order, come to: the state machine of media-metrics §3 and the times it credits. The
 * interval between two events in time belongs to what held after the earlier one, so an event first credits and then
 * takes effect.
 */
final class Playback {

  private static final long NO_PRE_ROLL = -1;

  private final SessionReports reports;
  private final PlayClock clock;
  private final Recency recency;
  private final Tally tally;
  private final AdBreaks ads;
  private final Chapters chapters;

  private PlayState state = PlayState.STARTING;
  private boolean playApplied;
  private boolean contentPlayApplied;
  private boolean completed;
  private long preRollPlayhead = NO_PRE_ROLL;
  private long eventCount;

  /** After {@code sessionStart}. */
  Playback(SessionReports reports, Arrival sessionStart, boolean offline) {
    this.reports = reports;
    clock = PlayClock.of(sessionStart, offline);
    recency = new Recency();
    tally = Tally.of(sessionStart.event());
    ads = tally.ads();
    chapters = tally.chapters();
    eventCount = 1;
  }

  /** As {@link #writeTo} left it. */
  Playback(SessionReports reports, StateSource source) {
    this.reports = reports;
    clock = PlayClock.readFrom(source);
    recency = Recency.readFrom(source);
    tally = Tally.readFrom(source);
    ads = tally.ads();
    chapters = tally.chapters();
    state = PlayState.readFrom(source);
    playApplied = source.readLong() != 0;
    contentPlayApplied = source.readLong() != 0;
    completed = source.readLong() != 0;
    preRollPlayhead = source.readLong();
    eventCount = source.readLong();
  }

  void writeTo(StateSink sink) {
    clock.writeTo(sink);
    recency.writeTo(sink);
    tally.writeTo(sink);
    state.writeTo(sink);
    sink.writeLong(playApplied ? 1 : 0);
    sink.writeLong(contentPlayApplied ? 1 : 0);
    sink.writeLong(completed ? 1 : 0);
    sink.writeLong(preRollPlayhead);
    sink.writeLong(eventCount);
  }

  /** The same once more, to go on with apart from this one. */
  Playback copy() {
    StateBuffer state = new StateBuffer();
    writeTo(state);
    return new Playback(reports, state);
  }

  /** Applies the next event: in time, late, or setting the clock back (media-metrics §2). */
  void apply(Arrival arrival, Outcome.Builder outcome) {
    MediaEvent event = arrival.event();
    eventCount++;
    outcome.applied();
    if (clock.isLate(event)) {
      clock.countLate();
      outcome.late(clock.now() - event.ts());
    } else {
      moveTo(arrival);
    }
    takeEffect(event, outcome);
    outcome.settled(arrival, this);
  }

  private void moveTo(Arrival arrival) {
    MediaEvent event = arrival.event();
    if (clock.isSetBack(event)) {
      recency.reset();
      tally.states().resetRecency();
    }
    long from = clock.playhead();
    tally.credit(clock.moveTo(arrival), state, completed, from, event.playhead());
    tally.hold(event.qoe());
    if (contentBeganAfterPreRoll()) {
      enter(PlayState.PLAYING);
    }
  }

  /** Some players send no {@code play} after a pre-roll: content has begun when the playhead moves on. */
  private boolean contentBeganAfterPreRoll() {
    return contentMayBegin() && clock.playhead() > preRollPlayhead;
  }

  /** Whether content may begin with an event that says nothing of it. */
  boolean contentMayBegin() {
    return state == PlayState.STARTING && !ads.isBreakOpen() && preRollPlayhead != NO_PRE_ROLL;
  }

  private void takeEffect(MediaEvent event, Outcome.Builder outcome) {
    switch (event.type()) {
      case PLAY -> play(event, outcome);
      case PAUSE_START -> pause(event, outcome);
      case BUFFER_START -> buffer(event, outcome);
      case AD_BREAK_START -> startBreak(event, outcome);
      case AD_START -> startAd(event, outcome);
      case AD_COMPLETE -> endAd(event, true, outcome);
      case AD_SKIP -> endAd(event, false, outcome);
      case AD_BREAK_COMPLETE -> endBreak(event, outcome);
      case CHAPTER_START -> startChapter(event, outcome);
      case CHAPTER_COMPLETE -> endChapter(event, true, outcome);
      case CHAPTER_SKIP -> endChapter(event, false, outcome);
      case STATE_START, STATE_END, STATES_UPDATE -> updateStates(event, outcome);
      case BITRATE_CHANGE -> changeBitrate(outcome);
      case ERROR -> tally.quality().addError(event);
      case SESSION_COMPLETE -> complete();
      case SESSION_START, SESSION_END, PING -> {
      }
    }
  }

  /** Whether the event is not too late for one of its kind. */
  private boolean admits(Kind kind, MediaEvent event, Outcome.Builder outcome) {
    boolean admitted = recency.admits(kind, event.ts());
    if (!admitted) {
      outcome.superseded();
    }
    return admitted;
  }

  private void play(MediaEvent event, Outcome.Builder outcome) {
    if (!admits(Kind.PLAY_STATE, event, outcome)) {
      return;
    }
    boolean startsContent = !completed && !ads.isBreakOpen();
    if (state == PlayState.PLAYING && playApplied && (contentPlayApplied || !startsContent)) {
      outcome.ignored(Ignored.PLAYING_ALREADY);
      return;
    }
    playApplied = true;
    contentPlayApplied |= startsContent;
    enter(PlayState.PLAYING);
  }

  private void pause(MediaEvent event, Outcome.Builder outcome) {
    if (ads.makesRoom(event)) {
      outcome.ignored(Ignored.MAKES_ROOM);
      return;
    }
    if (!admits(Kind.PLAY_STATE, event, outcome)) {
      return;
    }
    if (state == PlayState.PAUSED) {
      outcome.ignored(Ignored.PAUSED_ALREADY);
      return;
    }
    enter(PlayState.PAUSED);
    tally.pauses().enter();
  }

  private void buffer(MediaEvent event, Outcome.Builder outcome) {
    if (!admits(Kind.PLAY_STATE, event, outcome)) {
      return;
    }
    if (state == PlayState.BUFFERING) {
      outcome.ignored(Ignored.BUFFERING_ALREADY);
      return;
    }
    enter(PlayState.BUFFERING);
    if (!completed) {
      tally.buffering().enter();
    }
  }

  private void enter(PlayState next) {
    if (next != PlayState.PLAYING) {
      tally.endFrozenRun();
    }
    state = next;
  }

  private void startBreak(MediaEvent event, Outcome.Builder outcome) {
    if (!admits(Kind.AD_BREAK, event, outcome)) {
      return;
    }
    closeBreak(outcome);
    tally.endFrozenRun();
    ads.openBreak(event);
  }

  private void endBreak(MediaEvent event, Outcome.Builder outcome) {
    if (!admits(Kind.AD_BREAK, event, outcome)) {
      return;
    }
    if (!ads.isBreakOpen()) {
      outcome.ignored(Ignored.NO_BREAK_OPEN);
      return;
    }
    closeBreak(outcome);
  }

  private void closeBreak(Outcome.Builder outcome) {
    if (!ads.isBreakOpen()) {
      return;
    }
    closeAd(false, outcome);
    ads.closeBreak();
    if (!playApplied && tally.content().time() == 0) {
      enter(PlayState.STARTING);
      preRollPlayhead = clock.playhead();
    }
  }

  /** A late start may have been superseded as to {@code playing} and open its ad all the same. */
  private void startAd(MediaEvent event, Outcome.Builder outcome) {
    if (!admits(Kind.AD, event, outcome)) {
      return;
    }
    if (!ads.isBreakOpen()) {
      outcome.ignored(Ignored.NO_BREAK_OPEN);
      return;
    }
    closeAd(false, outcome);
    ads.openAd(event);
    outcome.report(() -> reports.adStart(ads, clock.now(), outcome.record()));
    if (recency.admits(Kind.PLAY_STATE, event.ts())) {
      enter(PlayState.PLAYING);
    }
  }

  private void endAd(MediaEvent event, boolean isCompleted, Outcome.Builder outcome) {
    if (!admits(Kind.AD, event, outcome)) {
      return;
    }
    if (!ads.isAdOpen()) {
      outcome.ignored(Ignored.NO_AD_OPEN);
      return;
    }
    closeAd(isCompleted, outcome);
  }

  private void closeAd(boolean isCompleted, Outcome.Builder outcome) {
    if (ads.isAdOpen()) {
      outcome.report(() -> reports.adClose(ads, isCompleted, clock.now(), outcome.record()));
      ads.closeAd();
    }
  }

  private void startChapter(MediaEvent event, Outcome.Builder outcome) {
    if (isOver(outcome) || !admits(Kind.CHAPTER, event, outcome)) {
      return;
    }
    tally.endFrozenRun();
    closeChapter(false, outcome);
    chapters.open(event);
  }

  private void endChapter(MediaEvent event, boolean isCompleted, Outcome.Builder outcome) {
    if (isOver(outcome) || !admits(Kind.CHAPTER, event, outcome)) {
      return;
    }
    if (!chapters.isOpen()) {
      outcome.ignored(Ignored.NO_CHAPTER_OPEN);
      return;
    }
    closeChapter(isCompleted, outcome);
  }

  private void closeChapter(boolean isCompleted, Outcome.Builder outcome) {
    if (chapters.isOpen()) {
      tally.endFrozenRun();
      outcome.report(() -> reports.chapterClose(chapters, isCompleted, clock.now(), outcome.record()));
      chapters.close();
    }
  }

  /** Whether content is over, so that the event changes nothing. */
  private boolean isOver(Outcome.Builder outcome) {
    if (completed) {
      outcome.ignored(Ignored.CONTENT_OVER);
    }
    return completed;
  }

  private void updateStates(MediaEvent event, Outcome.Builder outcome) {
    if (isOver(outcome)) {
      return;
    }
    Params.States names = event.params(Params.States.class);
    switch (tally.states().update(names.ends(), names.starts(), event.ts())) {
      case MADE -> {
      }
      case NONE -> outcome.ignored(Ignored.STATE_AS_BEFORE);
      case SUPERSEDED -> outcome.superseded();
      case NO_PLACE -> outcome.ignored(Ignored.NO_PLACE);
    }
  }

  private void changeBitrate(Outcome.Builder outcome) {
    if (!isOver(outcome)) {
      tally.quality().countBitrateChange();
    }
  }

  private void complete() {
    tally.endFrozenRun();
    completed = true;
  }

  /** The session is over: what is open closes as not completed, then come the reports (media-metrics §3). */
  void close(Ending ending, Outcome.Builder outcome) {
    tally.endFrozenRun();
    closeAd(false, outcome);
    closeChapter(false, outcome);
    outcome.report(() -> reports.sessionClose(this, ending, outcome.record()));
  }

  boolean isCompleted() {
    return completed;
  }

  /** Whether content was started (media-metrics §5.1). */
  boolean isPlayed() {
    return contentPlayApplied || tally.content().hasPlayed();
  }

  /** What the viewer does. */
  Activity activity() {
    return switch (state) {
      case STARTING -> Activity.STARTING;
      case PLAYING -> ads.isAdOpen() ? Activity.AD : Activity.PLAYING;
      case BUFFERING -> Activity.BUFFERING;
      case PAUSED -> Activity.PAUSED;
    };
  }

  PlayState state() {
    return state;
  }

  /** Events applied, {@code sessionStart} included. */
  long eventCount() {
    return eventCount;
  }

  PlayClock clock() {
    return clock;
  }

  Tally tally() {
    return tally;
  }
}

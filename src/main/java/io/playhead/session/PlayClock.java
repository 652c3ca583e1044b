package io.playhead.session;

import io.playhead.event.MediaEvent;

/**
 * A session's clock: the player's time and playhead as of the last event applied in time, and how much time an event
 * credits (media-metrics §2). It starts with the first event after {@code sessionStart}.
 */
final class PlayClock {

  private static final long FURTHEST_BACK = 60_000;
  private static final long LARGEST_GAP = 600_000;

  private final boolean offline;
  private final long sessionStartTs;
  private boolean running;
  private long firstTs;
  private long ts;
  private long playhead;
  private long arrival;
  private long movedAt;
  private long resets;
  private long lateEvents;

  private PlayClock(boolean offline, long sessionStartTs) {
    this.offline = offline;
    this.sessionStartTs = sessionStartTs;
  }

  /** Not yet running. In an offline batch, arrival says nothing about time. */
  static PlayClock of(Arrival sessionStart, boolean offline) {
    MediaEvent event = sessionStart.event();
    PlayClock clock = new PlayClock(offline, event.ts());
    clock.playhead = event.playhead();
    clock.movedAt = sessionStart.logTime();
    return clock;
  }

  static PlayClock readFrom(StateSource source) {
    PlayClock clock = new PlayClock(false, source.readLong());
    clock.running = source.readLong() != 0;
    clock.firstTs = clock.sessionStartTs + source.readLong();
    clock.ts = clock.sessionStartTs + source.readLong();
    clock.playhead = source.readLong();
    clock.arrival = source.readLong();
    clock.movedAt = source.readLong();
    clock.resets = source.readLong();
    clock.lateEvents = source.readLong();
    return clock;
  }

  void writeTo(StateSink sink) {
    sink.writeLong(sessionStartTs);
    sink.writeLong(running ? 1 : 0);
    sink.writeLong(running ? firstTs - sessionStartTs : 0);
    sink.writeLong(running ? ts - sessionStartTs : 0);
    sink.writeLong(playhead);
    sink.writeLong(arrival);
    sink.writeLong(movedAt);
    sink.writeLong(resets);
    sink.writeLong(lateEvents);
  }

  /** Before the clock, but no more than 60 s. */
  boolean isLate(MediaEvent event) {
    return running && event.ts() < ts && !isSetBack(event);
  }

  /** More than 60 s before the clock: the device's clock was set back. */
  boolean isSetBack(MediaEvent event) {
    return running && event.ts() < ts - FURTHEST_BACK;
  }

  /** Counts an event that is late; it moves nothing. */
  void countLate() {
    lateEvents++;
  }

  /**
   * Moves to an event that is not late.
   *
   * @return the time credited since the event before it, milliseconds
   */
  long moveTo(Arrival next) {
    MediaEvent event = next.event();
    long credited = running ? credited(next) : 0;
    if (isSetBack(event)) {
      resets++;
    }
    if (!running) {
      running = true;
      firstTs = event.ts();
    }
    if (event.playhead() != playhead) {
      movedAt = Math.max(movedAt, next.logTime());
    }
    ts = event.ts();
    playhead = event.playhead();
    arrival = next.logTime();
    return credited;
  }

  private long credited(Arrival next) {
    long gap = Math.min(next.event().ts() - ts, LARGEST_GAP);
    if (!offline) {
      gap = Math.min(gap, FURTHEST_BACK + next.logTime() - arrival);
    }
    return Math.max(gap, 0);
  }

  /** Where the clock stands; {@code sessionStart}'s {@code ts} before it runs. */
  long now() {
    return running ? ts : sessionStartTs;
  }

  /** When the session began by the device's clock. */
  long startedAt() {
    return running ? Math.min(sessionStartTs, firstTs) : sessionStartTs;
  }

  long playhead() {
    return playhead;
  }

  /** Log time at which the playhead last moved. */
  long movedAt() {
    return movedAt;
  }

  long resets() {
    return resets;
  }

  long lateEvents() {
    return lateEvents;
  }
}

package io.playhead.session;

/** When a session times out (media-metrics §4). All times are log time in milliseconds. */
final class Closing {

  private static final long COMPLETED_AFTER = 60_000;
  private static final long INACTIVE_AFTER = 600_000;
  private static final long STUCK_AFTER = 1_800_000;
  private static final long TOO_OLD_AFTER = 86_400_000;

  private final long started;
  private long lastArrival;

  /** Of a session whose {@code sessionStart} came at that time. */
  Closing(long started) {
    this.started = started;
    this.lastArrival = started;
  }

  static Closing readFrom(StateSource source) {
    Closing closing = new Closing(source.readLong());
    closing.lastArrival = source.readLong();
    return closing;
  }

  void writeTo(StateSink sink) {
    sink.writeLong(started);
    sink.writeLong(lastArrival);
  }

  /** An event of the session has come. */
  void arrived(long logTime) {
    lastArrival = logTime;
  }

  long lastArrival() {
    return lastArrival;
  }

  /** The first timeout, as things stand. */
  Deadline earliest(Playback playback) {
    Deadline idle = playback.isCompleted()
        ? new Deadline(lastArrival + COMPLETED_AFTER, Deadline.Kind.COMPLETED)
        : new Deadline(lastArrival + INACTIVE_AFTER, Deadline.Kind.INACTIVE);
    Deadline stuck = new Deadline(playback.clock().movedAt() + STUCK_AFTER, Deadline.Kind.PLAYHEAD_STUCK);
    return idle.orEarlier(stuck).orEarlier(new Deadline(started + TOO_OLD_AFTER, Deadline.Kind.TOO_OLD));
  }
}

package io.playhead.session;

/**
 * The log time of a partition (media-metrics §1): it starts at 0, and each record, event or tick, moves it on by what
 * passed since the record before it, at least 0 and at most 5 s. So an outage halts it and a broker's clock step cannot
 * close everyone's session.
 */
public final class LogClock {

  private static final long LARGEST_STEP = 5_000;

  private long now;
  private boolean started;
  private long lastAppend;

  /** At the beginning of a partition. */
  public LogClock() {}

  /** Where {@link #writeTo} left one. */
  public static LogClock readFrom(StateSource source) {
    LogClock clock = new LogClock();
    clock.now = source.readLong();
    clock.started = source.readLong() != 0;
    clock.lastAppend = source.readLong();
    return clock;
  }

  /** Hands its state to a sink. */
  public void writeTo(StateSink sink) {
    sink.writeLong(now);
    sink.writeLong(started ? 1 : 0);
    sink.writeLong(lastAppend);
  }

  /**
   * Moves on by the next record of the partition.
   *
   * @param appended the record's append timestamp, milliseconds since the epoch
   * @return log time at that record, milliseconds
   */
  public long advance(long appended) {
    if (started) {
      now += Math.clamp(appended - lastAppend, 0, LARGEST_STEP);
    }
    started = true;
    lastAppend = appended;
    return now;
  }

  /** Log time at the last record, milliseconds. */
  public long now() {
    return now;
  }
}

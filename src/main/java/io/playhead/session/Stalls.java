package io.playhead.session;

/**
 * Playback that stood still though it was said to play: a run of frozen intervals is a stall when there are at least two
 * and they span at least 3 s; until that is known its time is held back (media-metrics §3).
 */
final class Stalls {

  private static final int FEWEST_INTERVALS = 2;
  private static final long SHORTEST = 3_000;

  private long count;
  private long time;
  private int intervals;
  private long held;
  private boolean stalled;

  static Stalls readFrom(StateSource source) {
    Stalls stalls = new Stalls();
    stalls.count = source.readLong();
    stalls.time = source.readLong();
    stalls.intervals = (int) source.readLong();
    stalls.held = source.readLong();
    stalls.stalled = source.readLong() != 0;
    return stalls;
  }

  void writeTo(StateSink sink) {
    sink.writeLong(count);
    sink.writeLong(time);
    sink.writeLong(intervals);
    sink.writeLong(held);
    sink.writeLong(stalled ? 1 : 0);
  }

  /** An interval in which the playhead stood still; longer than 0. */
  void freeze(long millis) {
    if (stalled) {
      time += millis;
      return;
    }
    intervals++;
    held += millis;
    if (intervals >= FEWEST_INTERVALS && held >= SHORTEST) {
      stalled = true;
      count++;
      time += held;
      held = 0;
    }
  }

  /**
   * Ends the run, if there is one.
   *
   * @return the time held back that turned out to be content, milliseconds
   */
  long endRun() {
    long content = held;
    intervals = 0;
    held = 0;
    stalled = false;
    return content;
  }

  long count() {
    return count;
  }

  long time() {
    return time;
  }
}

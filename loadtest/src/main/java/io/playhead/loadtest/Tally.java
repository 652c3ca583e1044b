package io.playhead.loadtest;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/** What came of a run's calls so far. Thread-safe. */
final class Tally {
  private static final int DIGITS = 3;

  private final Set<String> ended = ConcurrentHashMap.newKeySet();
  private final Recorder times = new Recorder(DIGITS);
  private final LongAdder failed = new LongAdder();
  private final Histogram allTimes = new Histogram(DIGITS);
  private long allFailed;

  /** A call had the answer it should have, after so many milliseconds. */
  void succeeded(long millis) {
    times.recordValue(millis);
  }

  /** A call had another answer than it should have, or none. */
  void failed() {
    failed.increment();
  }

  /** The end of a session was acknowledged: one close report must come of it. */
  void ended(String sid) {
    ended.add(sid);
  }

  /** The ids of all sessions whose end was acknowledged. */
  Set<String> ended() {
    return Set.copyOf(ended);
  }

  /** The calls since this method was last called. */
  synchronized Figures next() {
    Histogram interval = times.getIntervalHistogram();
    long failures = failed.sumThenReset();
    allTimes.add(interval);
    allFailed += failures;
    return Figures.of(interval, failures);
  }

  /** All calls so far. */
  synchronized Figures all() {
    next();
    return Figures.of(allTimes, allFailed);
  }

  /**
   * A number of calls in figures.
   *
   * @param p50 median response time of those that succeeded, milliseconds
   * @param p99 99th percentile of the same
   */
  record Figures(long succeeded, long failed, long p50, long p99) {

    private static Figures of(Histogram times, long failed) {
      return new Figures(times.getTotalCount(), failed, times.getValueAtPercentile(50),
          times.getValueAtPercentile(99));
    }

    long calls() {
      return succeeded + failed;
    }

    /** The share of calls that failed, in percent; 0 if there were none. */
    double failedPercent() {
      return calls() == 0 ? 0 : 100.0 * failed / calls();
    }
  }
}

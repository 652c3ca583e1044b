package io.playhead.loadtest;

import io.playhead.loadtest.Tally.Figures;
import java.time.Duration;
import java.util.Optional;

/**
 * Finds the capacity while the rate rises level by level: that of the last level before one with too many errors or too long
 * response times. The first level is not judged: in it the machines warm up. Thread-safe.
 */
final class Capacity {
  private final Tally tally;
  private final Settings settings;
  private Optional<Level> good = Optional.empty();
  private Optional<Level> bad = Optional.empty();
  private int level;
  private long levelStart;
  private boolean started;

  /** Nothing found yet. */
  Capacity(Tally tally, Settings settings) {
    this.tally = tally;
    this.settings = settings;
  }

  /**
   * A level as it was.
   *
   * @param rate sessions that started a second
   * @param perSecond events and sessions' starts that were acknowledged a second
   */
  record Level(double rate, double perSecond, Figures calls) {

    private boolean isGood(Settings settings) {
      return calls.succeeded() > 0 && calls.failedPercent() <= settings.errors()
          && calls.p99() <= settings.p99().toMillis();
    }

    @Override
    public String toString() {
      return "%.0f events/s (%.1f sessions/s starting, %d failed, p99 %d ms)".formatted(perSecond, rate, calls.failed(),
          calls.p99());
    }
  }

  /**
   * Judges the level that is over, if one is.
   *
   * @param now nanoseconds
   * @return whether a level was bad
   */
  synchronized boolean isExceeded(long now) {
    if (!started) {
      started = true;
      levelStart = now;
    } else if (bad.isEmpty() && now - levelStart >= settings.step().toNanos()) {
      finishLevel(now);
    }
    return bad.isPresent();
  }

  private void finishLevel(long now) {
    Figures calls = tally.next();
    double seconds = (now - levelStart) / (double) Duration.ofSeconds(1).toNanos();
    Level finished = new Level(Ramp.rate(settings, level), calls.succeeded() / seconds, calls);
    if (level > 0) {
      if (finished.isGood(settings)) {
        good = Optional.of(finished);
      } else {
        bad = Optional.of(finished);
      }
    }
    level++;
    levelStart = now;
  }

  /** Events a second at the last good level; 0 if there was none. */
  synchronized double perSecond() {
    return good.map(Level::perSecond).orElse(0.0);
  }

  /** What was found, in one line. */
  synchronized String describe() {
    String found = good.map(Level::toString).orElse("none, no level was good");
    return bad.map(broken -> "Capacity: " + found + "; exceeded at " + broken)
        .orElse("Capacity: at least " + found + "; no level exceeded it");
  }
}

package io.playhead.eventlog;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Lets so many through a second, from whichever thread. */
final class RateCap {
  private final int perSecond;
  private final LongSupplier nanoTime;
  private long second = Long.MIN_VALUE;
  private int admitted;

  RateCap(int perSecond, LongSupplier nanoTime) {
    this.perSecond = perSecond;
    this.nanoTime = nanoTime;
  }

  synchronized boolean admits() {
    long now = TimeUnit.NANOSECONDS.toSeconds(nanoTime.getAsLong());
    if (now != second) {
      second = now;
      admitted = 0;
    }
    if (admitted >= perSecond) {
      return false;
    }
    admitted++;
    return true;
  }
}

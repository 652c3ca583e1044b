package io.playhead.event;

/** Seconds into whole milliseconds, the unit of all arithmetic (media-metrics §1). */
final class Millis {

  private Millis() {}

  /** The milliseconds nearest to those seconds, halves upwards. */
  static long of(double seconds) {
    return (long) Math.floor(seconds * 1000 + 0.5);
  }
}

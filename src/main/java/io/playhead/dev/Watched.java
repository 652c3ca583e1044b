package io.playhead.dev;

import java.util.BitSet;

/** Which tenths of a second of the content a viewer has seen; times are milliseconds, whole tenths of a second. */
final class Watched {
  private static final long TENTH = 100;
  private static final long SEGMENT = 300_000;
  private static final long MINUTE = 60_000;

  private final BitSet tenths = new BitSet();

  void see(long from, long to) {
    tenths.set(tenth(from), tenth(to));
  }

  boolean isEmpty() {
    return tenths.isEmpty();
  }

  long unique() {
    return tenths.cardinality() * TENTH;
  }

  /** Whether the viewer saw what comes just before or just after that playhead. */
  boolean touches(long playhead) {
    int tenth = tenth(playhead);
    return tenths.get(tenth) || (tenth > 0 && playhead % TENTH == 0 && tenths.get(tenth - 1));
  }

  /** From the first to the last of it in minutes, widened to multiples of 5 (media-metrics §5.1). */
  String segment() {
    long first = tenths.nextSetBit(0) * TENTH;
    long last = tenths.length() * TENTH;
    return "[" + first / SEGMENT * SEGMENT / MINUTE + "-" + Math.ceilDiv(last, SEGMENT) * SEGMENT / MINUTE + "]";
  }

  private static int tenth(long millis) {
    return Math.toIntExact(millis / TENTH);
  }
}

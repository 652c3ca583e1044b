package io.playhead.reports.store;

import java.time.Duration;

/**
 * When a transaction ends: as soon as one of these is reached.
 *
 * @param time since it began
 * @param records read; a poll may bring some more
 * @param bytes of them; likewise
 */
record IngestBounds(Duration time, int records, long bytes) {
  /** A second is how old what is shown may be; the others bound memory. */
  static final IngestBounds USUAL = new IngestBounds(Duration.ofSeconds(1), 50_000, 64L << 20);

  boolean reached(Duration left, long recordsRead, long bytesRead) {
    return !left.isPositive() || recordsRead >= records || bytesRead >= bytes;
  }
}

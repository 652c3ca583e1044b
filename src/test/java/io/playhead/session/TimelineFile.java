package io.playhead.session;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * One timeline file: the records that one session's calls and the ticks between them leave in a partition of the log
 * (the format is in {@code timelines/README.md}).
 *
 * @param records
 *          in the order of the log
 * @param events
 *          how many player events they hold
 * @param end
 *          when the log begins to do nothing but tick, in milliseconds since the epoch
 */
record TimelineFile(List<LogRecord> records, int events, long end) {

  /** Second 0 of every timeline, in milliseconds since the epoch: 2026-01-01T00:00:00Z. */
  static final long EPOCH = 1_767_225_600_000L;

  /** A record of the log as the aggregator finds it; {@code appendedAt} is in milliseconds since the epoch. */
  sealed interface LogRecord {
    long appendedAt();

    /** One event. */
    record Call(long appendedAt, String json) implements LogRecord {}

    /** One offline session, a JSON array of events. */
    record Batch(long appendedAt, String json) implements LogRecord {}

    /** A sign that time passes. */
    record Tick(long appendedAt) implements LogRecord {}
  }

  static TimelineFile read(Path file) {
    try {
      return new TimelineParser().parse(Files.readAllLines(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Seconds of a timeline in milliseconds. */
  static long millis(String seconds) {
    return new BigDecimal(seconds).movePointRight(3).longValueExact();
  }
}

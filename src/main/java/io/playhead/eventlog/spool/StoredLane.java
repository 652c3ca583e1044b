package io.playhead.eventlog.spool;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * What the spool knows by heart of one partition.
 *
 * @param start no event stands before it; what was removed does, until the files are rewritten
 * @param lowestSinceRead no event before it was written since the last read began
 * @param events how many events it holds
 * @param bytes their keys and values
 * @param oldest when the first of them was appended, or earlier, in milliseconds since 1970
 * @param removed bytes removed since their space was last given back
 */
record StoredLane(SpoolPosition start, SpoolPosition lowestSinceRead, long events, long bytes, long oldest,
    long removed) {
  /** {@link #oldest} if there is no event. */
  static final long NONE = Long.MAX_VALUE;

  /** One that is empty; what stands before {@code start} was removed. */
  static StoredLane empty(SpoolPosition start) {
    return new StoredLane(start, start, 0, 0, NONE, 0);
  }

  /** One as {@link #totals} describe it. */
  static StoredLane of(SpooledEvent first, byte[] totals) {
    ByteBuffer numbers = ByteBuffer.wrap(totals);
    SpoolPosition start = first.position();
    return new StoredLane(start, start, numbers.getLong(), numbers.getLong(), first.appendedAt().toEpochMilli(), 0);
  }

  /** The numbers that are kept in the database: events and bytes, big-endian. */
  byte[] totals() {
    return ByteBuffer.allocate(2 * Long.BYTES).putLong(events).putLong(bytes).array();
  }

  boolean isEmpty() {
    return events == 0;
  }

  StoredLane with(SpooledEvent event) {
    SpoolPosition position = event.position();
    return new StoredLane(earlier(position, start), earlier(position, lowestSinceRead), events + 1,
        bytes + event.size(),
        Math.min(oldest, event.appendedAt().toEpochMilli()), removed);
  }

  /** Without events that a read gave; one that was written since then may stand before the last of them, and stays. */
  StoredLane without(List<SpooledEvent> gone) {
    long size = gone.stream().mapToLong(SpooledEvent::size).sum();
    SpooledEvent last = gone.getLast();
    long left = Math.max(0, events - gone.size());
    return new StoredLane(earlier(lowestSinceRead, last.position().next()), lowestSinceRead, left,
        Math.max(0, bytes - size),
        left == 0 ? NONE : last.appendedAt().toEpochMilli(), removed + size);
  }

  /** Without one event that stands anywhere. */
  StoredLane withoutOne(SpooledEvent gone) {
    return new StoredLane(start, lowestSinceRead, events - 1, bytes - gone.size(), events == 1 ? NONE : oldest,
        removed + gone.size());
  }

  /** From now on {@link #lowestSinceRead} is about the read that begins. */
  StoredLane reading() {
    return new StoredLane(start, last(), events, bytes, oldest, removed);
  }

  boolean isWrittenSinceRead() {
    return !lowestSinceRead.equals(last());
  }

  StoredLane withOldest(long millis) {
    return new StoredLane(start, lowestSinceRead, events, bytes, millis, removed);
  }

  StoredLane reclaimed() {
    return new StoredLane(start, lowestSinceRead, events, bytes, oldest, 0);
  }

  private SpoolPosition last() {
    return SpoolPosition.lastOf(start.partition());
  }

  private static SpoolPosition earlier(SpoolPosition one, SpoolPosition other) {
    return one.compareTo(other) <= 0 ? one : other;
  }
}

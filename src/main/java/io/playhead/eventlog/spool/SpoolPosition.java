package io.playhead.eventlog.spool;

import java.nio.ByteBuffer;
import java.util.Comparator;

/**
 * Where an event stands in the spool: events of one partition are read in this order.
 *
 * @param partition the partition of the topic it belongs to, at least 0
 * @param run the run of the spool that took it; grows by one each time the spool is opened
 * @param counter the counter of its id, at least 0
 */
public record SpoolPosition(int partition, int run, long counter) implements Comparable<SpoolPosition> {
  static final int BYTES = Integer.BYTES + Integer.BYTES + Long.BYTES;

  private static final Comparator<SpoolPosition> ORDER = Comparator.comparingInt(SpoolPosition::partition)
      .thenComparingInt(SpoolPosition::run).thenComparingLong(SpoolPosition::counter);

  static SpoolPosition firstOf(int partition) {
    return new SpoolPosition(partition, 0, 0);
  }

  static SpoolPosition lastOf(int partition) {
    return new SpoolPosition(partition, Integer.MAX_VALUE, Long.MAX_VALUE);
  }

  static SpoolPosition of(byte[] key) {
    ByteBuffer bytes = ByteBuffer.wrap(key);
    return new SpoolPosition(bytes.getInt(), bytes.getInt(), bytes.getLong());
  }

  /** The key in the database: big-endian, so that keys sort as positions do. */
  byte[] toKey() {
    return ByteBuffer.allocate(BYTES).putInt(partition).putInt(run).putLong(counter).array();
  }

  /** The first position behind this one. */
  SpoolPosition next() {
    return counter == Long.MAX_VALUE ? new SpoolPosition(partition, run + 1, 0)
        : new SpoolPosition(partition, run, counter + 1);
  }

  @Override
  public int compareTo(SpoolPosition other) {
    return ORDER.compare(this, other);
  }
}

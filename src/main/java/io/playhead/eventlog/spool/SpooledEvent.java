package io.playhead.eventlog.spool;

import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.header.Header;

/**
 * One event as it stands in the spool.
 *
 * @param position where it stands
 * @param appendedAt when it was handed to the spool, by the gateway's clock, in milliseconds
 * @param key the record's key
 * @param value the record's value, byte for byte
 * @param headers the record's headers in their order
 */
public record SpooledEvent(SpoolPosition position, Instant appendedAt, byte[] key, byte[] value, List<Header> headers) {
  /** The partition of the topic it belongs to. */
  public int partition() {
    return position.partition();
  }

  SpooledEvent inRun(int run) {
    return new SpooledEvent(new SpoolPosition(partition(), run, position.counter()), appendedAt, key, value, headers);
  }

  /** What it counts against the spool's bound. */
  long size() {
    return key.length + (long) value.length;
  }
}

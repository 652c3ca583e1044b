package io.playhead.eventlog;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * The id of an event in {@code media.events}: by it a record that stands there twice is known.
 *
 * <p>The first copies of one gateway's events of one session stand in the log in the order of their counters. So
 * whoever reads the log need only remember the highest counter of each gateway to know a repeat.
 *
 * @param gateway a random number that one run of a gateway has made up for itself
 * @param counter grows with each event of that run
 */
public record EventId(long gateway, long counter) {
  private static final int BYTES = 2 * Long.BYTES;

  /** The id in a record's headers; empty if there is none of this form. */
  public static Optional<EventId> of(Headers headers) {
    Header header = headers.lastHeader(RecordHeaders.ID);
    if (header == null || header.value() == null || header.value().length != BYTES) {
      return Optional.empty();
    }
    ByteBuffer bytes = ByteBuffer.wrap(header.value());
    return Optional.of(new EventId(bytes.getLong(), bytes.getLong()));
  }

  /** The header that carries it: both numbers, big-endian, 16 bytes. */
  public Header toHeader() {
    byte[] bytes = new byte[BYTES];
    ByteBuffer.wrap(bytes).putLong(gateway).putLong(counter);
    return new RecordHeader(RecordHeaders.ID, bytes);
  }

  /** For people: the gateway in hexadecimal, a hyphen, the counter. */
  @Override
  public String toString() {
    return HexFormat.of().toHexDigits(gateway) + "-" + counter;
  }
}

package io.playhead.eventlog.spool;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of an event in the database, big-endian: version 1 (1 byte), milliseconds since 1970 (8), the key, the
 * number of headers (4), each header's name in UTF-8 and its value, and the event's value up to the end. Key, names and
 * header values have their length before them (4), -1 for a header without a value.
 */
final class EventFormat {
  private static final byte VERSION = 1;
  private static final int NO_VALUE = -1;

  private EventFormat() {}

  static byte[] encode(SpooledEvent event) {
    List<byte[]> names = event.headers().stream().map(header -> header.key().getBytes(StandardCharsets.UTF_8)).toList();
    int size = 1 + Long.BYTES + 2 * Integer.BYTES + event.key().length + event.value().length;
    for (int i = 0; i < names.size(); i++) {
      byte[] value = event.headers().get(i).value();
      size += 2 * Integer.BYTES + names.get(i).length + (value == null ? 0 : value.length);
    }
    ByteBuffer bytes = ByteBuffer.allocate(size).put(VERSION).putLong(event.appendedAt().toEpochMilli());
    put(bytes, event.key());
    bytes.putInt(names.size());
    for (int i = 0; i < names.size(); i++) {
      put(bytes, names.get(i));
      put(bytes, event.headers().get(i).value());
    }
    return bytes.put(event.value()).array();
  }

  /** @throws SpoolException if the bytes are not of this form */
  static SpooledEvent decode(byte[] key, byte[] encoded) throws SpoolException {
    try {
      SpoolPosition position = SpoolPosition.of(key);
      ByteBuffer bytes = ByteBuffer.wrap(encoded);
      byte version = bytes.get();
      if (version != VERSION) {
        throw new SpoolException("the spool holds an event of version " + version + ", known is " + VERSION);
      }
      Instant appendedAt = Instant.ofEpochMilli(bytes.getLong());
      byte[] eventKey = take(bytes, bytes.getInt());
      int count = bytes.getInt();
      List<Header> headers = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        headers.add(header(bytes));
      }
      return new SpooledEvent(position, appendedAt, eventKey, take(bytes, bytes.remaining()), List.copyOf(headers));
    } catch (BufferUnderflowException | NegativeArraySizeException | DateTimeException e) {
      throw new SpoolException("the spool holds an event that cannot be read", e);
    }
  }

  private static Header header(ByteBuffer bytes) {
    String name = new String(take(bytes, bytes.getInt()), StandardCharsets.UTF_8);
    int length = bytes.getInt();
    return new RecordHeader(name, length == NO_VALUE ? null : take(bytes, length));
  }

  private static void put(ByteBuffer bytes, byte @Nullable [] part) {
    if (part == null) {
      bytes.putInt(NO_VALUE);
    } else {
      bytes.putInt(part.length).put(part);
    }
  }

  private static byte[] take(ByteBuffer bytes, int length) {
    if (length > bytes.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] part = new byte[length];
    bytes.get(part);
    return part;
  }
}

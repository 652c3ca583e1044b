package io.playhead.aggregator;

import io.playhead.eventlog.EventId;
import io.playhead.eventlog.RecordHeaders;
import io.playhead.eventlog.Rejection.Source;
import io.playhead.session.LogPosition;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * A record of {@code media.events} and where it stands.
 *
 * @param type what its header says: the wire name of an event type, {@code downloaded} or {@code tick}; empty without one
 * @param sid its key, if that is a session id
 * @param id which event it is, if it says so: by it a repeat is known
 * @param body the player's bytes; empty if it has none
 */
record LoggedRecord(String type, Optional<String> sid, Optional<EventId> id, byte[] body,
    LogPosition position) {
  private static final int SID_LENGTH = 64;
  private static final byte[] NO_BODY = new byte[0];

  /** The record that Kafka Streams hands over. */
  static LoggedRecord of(Record<byte[], byte[]> record, int partition, long offset) {
    Header type = record.headers().lastHeader(RecordHeaders.TYPE);
    return new LoggedRecord(type == null || type.value() == null ? "" : text(type.value()), sid(record.key()),
        EventId.of(record.headers()), record.value() == null ? NO_BODY : record.value(),
        new LogPosition(partition, offset, record.timestamp()));
  }

  /** Where it stands, as rejections tell it. */
  Source source() {
    return new Source(position.partition(), position.offset());
  }

  /** Its append timestamp, milliseconds since the epoch. */
  long appended() {
    return position.appended();
  }

  boolean isTick() {
    return type.equals(RecordHeaders.TICK);
  }

  boolean isBatch() {
    return type.equals(RecordHeaders.DOWNLOADED);
  }

  private static Optional<String> sid(byte @Nullable [] key) {
    return key != null && isSid(key) ? Optional.of(text(key)) : Optional.empty();
  }

  /** Without a branch a digit: which of the two ranges it is in no processor can foretell. */
  private static boolean isSid(byte[] key) {
    int wrong = 0;
    for (byte digit : key) {
      int outOfDigits = (digit - '0') | ('9' - digit);
      int outOfLetters = (digit - 'a') | ('f' - digit);
      wrong |= outOfDigits & outOfLetters;
    }
    return wrong >= 0 && key.length == SID_LENGTH;
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}

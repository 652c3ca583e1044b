package io.playhead;

import io.playhead.eventlog.EventId;
import io.playhead.eventlog.RecordHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** For people: time, partition and offset, key, type, id of an event, and the beginning of the value. */
final class TextRecordFormat implements RecordFormat {
  private static final int VALUE_WIDTH = 100;
  /** Anyone can write to the topics of refused bodies: what would steer a terminal is left out. */
  private static final Pattern SPACE_OR_CONTROL = Pattern.compile("[\\s\\p{C}]+");

  @Override
  public String line(ConsumerRecord<byte[], byte[]> record) {
    return String.format("%-24s %3d/%-8d %-64s %-16s %-24s %s", Instant.ofEpochMilli(record.timestamp()),
        record.partition(),
        record.offset(), orDash(text(record.key())), orDash(clean(Tail.header(record, RecordHeaders.TYPE))),
        EventId.of(record.headers()).map(EventId::toString).orElse("-"), orDash(shortened(text(record.value()))));
  }

  private static String text(byte @Nullable [] bytes) {
    return bytes == null ? "" : clean(new String(bytes, StandardCharsets.UTF_8));
  }

  private static String clean(String text) {
    return SPACE_OR_CONTROL.matcher(text).replaceAll(" ");
  }

  private static String shortened(String text) {
    return text.length() <= VALUE_WIDTH ? text : text.substring(0, VALUE_WIDTH) + "…";
  }

  private static String orDash(String text) {
    return text.isEmpty() ? "-" : text;
  }
}

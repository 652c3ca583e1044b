package io.playhead;

import io.playhead.eventlog.RecordHeaders;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

/** Prints what a consumer with assigned partitions gets, until there is a reason to end. */
final class Tail {
  private static final Duration POLL = Duration.ofMillis(100);

  private final Consumer<byte[], byte[]> consumer;
  private final Predicate<ConsumerRecord<byte[], byte[]>> wanted;
  private final RecordFormat format;
  private final PrintWriter out;

  Tail(Consumer<byte[], byte[]> consumer, Predicate<ConsumerRecord<byte[], byte[]>> wanted, RecordFormat format,
      PrintWriter out) {
    this.consumer = consumer;
    this.wanted = wanted;
    this.format = format;
    this.out = out;
  }

  /** Whether a record only makes log time pass (media-metrics §1). */
  static boolean isTick(ConsumerRecord<?, ?> record) {
    return RecordHeaders.TICK.equals(header(record, RecordHeaders.TYPE));
  }

  /** The text of a record's header; empty if there is none. */
  static String header(ConsumerRecord<?, ?> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null || header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
  }

  /**
   * Prints until there is a reason to end: no one reads the output any more, or one of the parameters.
   *
   * @param max the most records to print
   * @param idle how long to wait for a record other than a tick once all that was there at the start is read
   */
  void print(long max, Optional<Duration> idle) {
    Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
    long printed = 0;
    long lastActivity = System.nanoTime();
    while (printed < max && !out.checkError()) {
      boolean active = !hasReached(ends);
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        if (printed < max && wanted.test(record)) {
          out.println(format.line(record));
          printed++;
          active |= !isTick(record);
        }
      }
      if (active) {
        lastActivity = System.nanoTime();
      } else if (idle.isPresent() && System.nanoTime() - lastActivity >= idle.get().toNanos()) {
        break;
      }
    }
    out.flush();
  }

  private boolean hasReached(Map<TopicPartition, Long> offsets) {
    return offsets.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }
}

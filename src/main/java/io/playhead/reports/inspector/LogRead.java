package io.playhead.reports.inspector;

import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.ToLongFunction;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads a range of one partition of the event log, up to a bound. Each read has a consumer of its own, without a group; it blocks.
 * Thread-safe.
 */
final class LogRead {
  private static final Duration POLL = Duration.ofMillis(100);

  private final Map<String, Object> settings;
  /** Of one session: an answer is made in memory. */
  private static final long MOST_BYTES = 16L << 20;

  private final String topic;
  private final long maxRecords;
  private final Duration maxTime;

  /**
   * Reads of that topic.
   *
   * @param settings how a consumer reaches Kafka
   * @param maxRecords the most records of a read
   * @param maxTime how long a read may take
   */
  LogRead(Map<String, Object> settings, String topic, long maxRecords, Duration maxTime) {
    this.settings = settings;
    this.topic = topic;
    this.maxRecords = maxRecords;
    this.maxTime = maxTime;
  }

  /**
   * Hands over the records from the first to the last offset, both included, or to the present end of the partition.
   *
   * @param keep takes a record and says how many bytes of it are kept
   * @return why it stopped before; empty if it did not
   */
  Optional<String> read(int partition, long first, OptionalLong last,
      ToLongFunction<ConsumerRecord<byte[], byte[]>> keep) {
    long deadline = System.nanoTime() + maxTime.toNanos();
    TopicPartition from = new TopicPartition(topic, partition);
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      consumer.assign(Collections.singleton(from));
      long begin = consumer.beginningOffsets(Collections.singleton(from), maxTime).getOrDefault(from, 0L);
      if (begin > first) {
        return Optional.of("the log no longer has the session's first record: it begins at offset " + begin);
      }
      long end = consumer.endOffsets(Collections.singleton(from), maxTime).getOrDefault(from, 0L);
      long until = last.isPresent() ? Math.min(last.getAsLong() + 1, end) : end;
      consumer.seek(from, first);
      long records = 0;
      long bytes = 0;
      while (consumer.position(from) < until) {
        if (System.nanoTime() - deadline >= 0) {
          return Optional.of("after " + maxTime.toMillis() + " ms, at offset " + consumer.position(from));
        }
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          if (record.offset() >= until) {
            return Optional.empty();
          }
          if (++records > maxRecords) {
            return Optional.of("after " + maxRecords + " records, at offset " + record.offset());
          }
          bytes += keep.applyAsLong(record);
          if (bytes > MOST_BYTES) {
            return Optional.of("after " + bytes + " bytes of the session's events, at offset " + record.offset());
          }
        }
      }
      return Optional.empty();
    } catch (KafkaException e) {
      return Optional.of("the log cannot be read: " + e.getMessage());
    }
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    Map<String, Object> all = new HashMap<>(settings);
    all.remove(ConsumerConfig.GROUP_ID_CONFIG);
    all.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    all.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    all.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) maxTime.toMillis());
    all.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) maxTime.toMillis());
    return new KafkaConsumer<>(all, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }
}

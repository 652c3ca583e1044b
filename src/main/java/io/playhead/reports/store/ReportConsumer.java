package io.playhead.reports.store;

import io.playhead.config.KafkaConfig;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads all partitions of the topics, from where the store says and not from where Kafka remembers. */
final class ReportConsumer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ReportConsumer.class);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);

  private final KafkaConsumer<byte[], byte[]> consumer;

  /**
   * A consumer that stands where each partition is read on; one that was never read, at its beginning.
   *
   * @param next offsets by partition
   */
  ReportConsumer(KafkaConfig config, List<TopicPartition> partitions, Map<TopicPartition, Long> next) {
    consumer = new KafkaConsumer<>(settings(config), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    consumer.assign(partitions);
    for (TopicPartition partition : partitions) {
      Long offset = next.get(partition);
      if (offset == null) {
        consumer.seekToBeginning(List.of(partition));
      } else {
        consumer.seek(partition, offset);
      }
    }
  }

  /** What consumers are made with, so that wrong settings can be told before there is one. */
  static Map<String, Object> settings(KafkaConfig config) {
    Map<String, Object> settings = new HashMap<>();
    settings.put(ConsumerConfig.CLIENT_ID_CONFIG, "playhead-reports");
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "2000");
    settings.putAll(config.consumer());
    settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, config.bootstrapServers());
    settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
    settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
    return settings;
  }

  /**
   * The next records; none if none come within that time. Where Kafka has deleted what is next, it goes on at the earliest.
   *
   * @throws OtherTopicException if a partition ends before what was read of it
   */
  ConsumerRecords<byte[], byte[]> poll(Duration within) throws OtherTopicException {
    try {
      return consumer.poll(within);
    } catch (OffsetOutOfRangeException e) {
      for (Map.Entry<TopicPartition, Long> next : e.offsetOutOfRangePartitions().entrySet()) {
        requireWithin(next.getKey(), next.getValue());
        goOnAtTheEarliest(next.getKey(), next.getValue());
      }
      return ConsumerRecords.empty();
    }
  }

  private void requireWithin(TopicPartition partition, long offset) throws OtherTopicException {
    long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
    if (end < offset) {
      throw new OtherTopicException(partition + " ends at offset " + end + ", and was read up to " + offset
          + ": it was made anew, or has lost records");
    }
  }

  private void goOnAtTheEarliest(TopicPartition partition, long offset) {
    consumer.seekToBeginning(Set.of(partition));
    LOG.warn("Kafka has no offset {} of {} any more: the reports between are lost here, going on at its earliest, {}",
        offset, partition, consumer.position(partition));
  }

  /** Records that are not read yet, as far as the brokers have told. */
  long lag() {
    return consumer.assignment().stream().map(consumer::currentLag).mapToLong(lag -> orNone(lag)).sum();
  }

  private static long orNone(OptionalLong lag) {
    return lag.orElse(0);
  }

  @Override
  public void close() {
    consumer.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(CLOSE_WITHIN));
  }
}

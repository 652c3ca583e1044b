package io.playhead;

import io.playhead.config.KafkaConfig;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The event log as it is found: how far it goes, who has read it so far, and what other topics of its cluster hold. */
final class ReadLog implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final long LOOK_EVERY_MILLIS = 500;

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Admin admin;
  private final String topic;

  private ReadLog(KafkaConsumer<byte[], byte[]> consumer, Admin admin, String topic) {
    this.consumer = consumer;
    this.admin = admin;
    this.topic = topic;
  }

  static ReadLog open(KafkaConfig kafka, String topic) {
    Map<String, Object> settings = new HashMap<>(kafka.consumer());
    settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
    settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
    Map<String, Object> ofAdmin = new HashMap<>(kafka.admin());
    ofAdmin.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
    return new ReadLog(new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer()),
        Admin.create(ofAdmin), topic);
  }

  /** How far the log goes now. */
  LogSpan span() {
    List<TopicPartition> partitions = partitions(topic);
    Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    Map<Integer, Long> first = new HashMap<>();
    Map<Integer, Long> last = new HashMap<>();
    ends.forEach((partition, end) -> {
      long begin = begins.getOrDefault(partition, 0L);
      if (end > begin) {
        last.put(partition.partition(), timeOf(partition, end - 1));
        first.put(partition.partition(), begin == 0 ? 0 : timeOf(partition, begin));
      }
    });
    return new LogSpan(
        ends.entrySet().stream().collect(Collectors.toMap(end -> end.getKey().partition(), Map.Entry::getValue)),
        Map.copyOf(first), Map.copyOf(last));
  }

  /**
   * Waits until groups of aggregators have committed all that.
   *
   * @throws IllegalStateException if that takes too long
   */
  void awaitReadBy(List<String> applications, LogSpan span, Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    for (String application : applications) {
      while (!hasRead(application, span)) {
        if (System.nanoTime() > deadline) {
          throw new IllegalStateException("the aggregators " + application + " have not come to the end of the log");
        }
        TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
      }
    }
  }

  /** Reads what a partition of a topic holds, in order. */
  void read(String other, int number, Consumer<ConsumerRecord<byte[], byte[]>> each) {
    TopicPartition partition = new TopicPartition(other, number);
    consumer.assign(List.of(partition));
    consumer.seekToBeginning(List.of(partition));
    long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
    while (consumer.position(partition) < end) {
      consumer.poll(POLL).records(partition).forEach(each);
    }
  }

  @Override
  public void close() {
    consumer.close();
    admin.close();
  }

  private boolean hasRead(String application, LogSpan span) throws InterruptedException {
    Map<TopicPartition, OffsetAndMetadata> committed = committed(application);
    return span.last().keySet().stream().allMatch(partition -> {
      OffsetAndMetadata at = committed.get(new TopicPartition(topic, partition));
      return at != null && at.offset() >= span.ends().getOrDefault(partition, 0L);
    });
  }

  private Map<TopicPartition, OffsetAndMetadata> committed(String application) throws InterruptedException {
    try {
      return admin.listConsumerGroupOffsets(application).partitionsToOffsetAndMetadata().get();
    } catch (ExecutionException e) {
      throw new KafkaException("the offsets of " + application + " cannot be read: " + e.getCause(), e);
    }
  }

  private List<TopicPartition> partitions(String name) {
    return consumer.partitionsFor(name).stream().map(info -> new TopicPartition(name, info.partition())).toList();
  }

  private long timeOf(TopicPartition partition, long offset) {
    consumer.assign(List.of(partition));
    consumer.seek(partition, offset);
    List<ConsumerRecord<byte[], byte[]>> found = List.of();
    while (found.isEmpty()) {
      found = consumer.poll(POLL).records(partition);
    }
    return found.getFirst().timestamp();
  }
}

package io.playhead.loadtest;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** The {@code sessionClose} reports that come out during a run. Not thread-safe. */
final class CloseReports implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);

  /** A second report of a session would come with another of the aggregator's commits, one a second. */
  private static final Duration GRACE = Duration.ofMillis(1_500);

  private final KafkaConsumer<String, byte[]> consumer;
  private final JsonMapper json = new JsonMapper();

  private CloseReports(KafkaConsumer<String, byte[]> consumer) {
    this.consumer = consumer;
  }

  /**
   * The reports from this moment on.
   *
   * @param brokers host:port, several separated by commas
   * @throws IllegalStateException if there is no such topic
   */
  static CloseReports fromNowOn(String brokers, String topic) {
    KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
        Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, brokers, ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false,
            ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed"),
        new StringDeserializer(), new ByteArrayDeserializer());
    List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
        .map(partition -> new TopicPartition(topic, partition.partition())).toList();
    if (partitions.isEmpty()) {
      consumer.close();
      throw new IllegalStateException("no topic " + topic + " at " + brokers);
    }
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position); // seekToEnd alone would look for the end at the first poll.
    return new CloseReports(consumer);
  }

  /**
   * Waits until each session has its report.
   *
   * @param ended the sessions that ended
   * @param patience how long to wait without a new report of theirs
   */
  Reconciliation reconcile(Set<String> ended, Duration patience) {
    Map<String, Integer> reports = new HashMap<>();
    long giveUp = System.nanoTime() + patience.toNanos();
    while (reports.size() < ended.size() && System.nanoTime() < giveUp) {
      if (poll(ended, reports)) {
        giveUp = System.nanoTime() + patience.toNanos();
      }
    }
    long end = System.nanoTime() + GRACE.toNanos();
    while (System.nanoTime() < end) {
      poll(ended, reports);
    }
    return Reconciliation.of(ended, reports);
  }

  private boolean poll(Set<String> ended, Map<String, Integer> reports) {
    boolean found = false;
    for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
      if (ended.contains(record.key()) && isSessionClose(record.value())) {
        reports.merge(record.key(), 1, Integer::sum);
        found = true;
      }
    }
    return found;
  }

  private boolean isSessionClose(byte[] report) {
    try {
      return json.readTree(report).path("type").asText().equals("sessionClose");
    } catch (IOException e) {
      throw new UncheckedIOException("a report that is no JSON", e);
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}

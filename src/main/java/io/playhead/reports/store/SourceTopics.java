package io.playhead.reports.store;

import io.playhead.eventlog.Topics;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;

/**
 * The topics that fill the store.
 *
 * @param partitions of each
 */
record SourceTopics(String reports, String live, String rejected, int partitions) {
  static SourceTopics of(Topics topics) {
    return new SourceTopics(topics.reports().name(), topics.live().name(), topics.rejected().name(),
        topics.config().partitions());
  }

  List<String> names() {
    return List.of(reports, live, rejected);
  }

  List<TopicPartition> all() {
    return names().stream()
        .flatMap(topic -> IntStream.range(0, partitions).mapToObj(partition -> new TopicPartition(topic, partition)))
        .toList();
  }
}

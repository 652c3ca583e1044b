package io.playhead.bench.aggregator;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/**
 * The event log of a bench, and all that an aggregator makes of it.
 *
 * @param prefix what the names of its topics start with
 * @param group a name of a group of aggregators that has not been before
 */
record EventTopic(Admin admin, String prefix, String group, int partitions) {
  String name() {
    return prefix + "events";
  }

  /** How many events it holds. */
  long size() throws Exception {
    Map<TopicPartition, OffsetSpec> ends = IntStream.range(0, partitions).boxed()
        .collect(Collectors.toMap(partition -> new TopicPartition(name(), partition), partition -> OffsetSpec.latest()));
    return admin.listOffsets(ends).all().get().values().stream().mapToLong(end -> end.offset()).sum();
  }

  boolean exists() throws Exception {
    return admin.listTopics().names().get().contains(name());
  }

  /** How many of its events an aggregator has committed. */
  long committed() throws Exception {
    return admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get().values().stream()
        .mapToLong(offset -> offset == null ? 0 : offset.offset()).sum();
  }

  /** With {@code CreateTime} it takes the times that it is given; what is written keeps them. */
  void takeTimes(String type) throws Exception {
    var resource = new ConfigResource(ConfigResource.Type.TOPIC, name());
    var entry = new ConfigEntry(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, type);
    admin.incrementalAlterConfigs(Map.of(resource, List.of(new AlterConfigOp(entry, AlterConfigOp.OpType.SET)))).all()
        .get();
  }

  /** Deletes what aggregators have made. */
  void forgetRuns() throws Exception {
    Set<String> made = admin.listTopics().names().get().stream()
        .filter(topic -> topic.startsWith(prefix) && !topic.equals(name())).collect(Collectors.toSet());
    admin.deleteTopics(made).all().get();
  }
}

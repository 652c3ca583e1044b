package io.playhead.aggregator;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.config.ConfigLoader;
import io.playhead.config.DataSize;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** What Kafka Streams is told (design §5). */
class StreamsSettingsTest {
  @Test
  void theConfigurationReachesKafkaStreams() {
    assertThat(settings("aggregator.standbyReplicas=1", "aggregator.instanceId=pod-0", "aggregator.threads=2",
        "aggregator.host=pod-0.aggregators", "topics.minInsyncReplicas=2"))
        .containsEntry("processing.guarantee", "exactly_once_v2")
        .containsEntry("num.standby.replicas", 1)
        .containsEntry("group.instance.id", "pod-0")
        .containsEntry("num.stream.threads", 2)
        .containsEntry("application.server", "pod-0.aggregators:8081")
        .containsEntry("commit.interval.ms", 1000L)
        .containsEntry("replication.factor", 3)
        .containsEntry("topic.min.insync.replicas", "2");
  }

  @Test
  void withoutAnInstanceIdMembershipIsNotStatic() {
    assertThat(settings()).doesNotContainKey("group.instance.id");
  }

  @Test
  void noTaskGivesUpWithinADayOfOutage() {
    assertThat(settings()).containsEntry("task.timeout.ms", 86_400_000L);
  }

  @Test
  void aTaskDoesNotWaitForOtherPartitions() {
    assertThat(settings()).containsEntry("max.task.idle.ms", -1L);
  }

  @Test
  void whatIsPassedThroughTunesButDoesNotWeaken() {
    assertThat(settings("kafka.streams.processing.guarantee=at_least_once", "kafka.streams.application.id=other",
        "kafka.streams.max.task.idle.ms=7"))
        .containsEntry("processing.guarantee", "exactly_once_v2")
        .containsEntry("application.id", "playhead-aggregator")
        .containsEntry("max.task.idle.ms", "7");
  }

  private static Properties settings(String... assignments) {
    try (StoreMemory memory = new StoreMemory(DataSize.parse("1MiB"))) {
      return StreamsSettings.of(ConfigLoader.defaults(assignments), memory);
    }
  }
}

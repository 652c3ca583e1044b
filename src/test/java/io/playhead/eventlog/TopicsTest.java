package io.playhead.eventlog;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.config.ConfigLoader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicsTest {
  private final Topics topics = new Topics(ConfigLoader.defaults().topics());

  @Test
  void namesHaveThePrefix() {
    assertThat(topics.all()).extracting(TopicSpec::name).containsExactly("media.events", "media.reports",
        "media.closed", "media.rejected", "media.live");
  }

  @Test
  void eventsAreKeptDurablyInAppendTime() {
    assertThat(topics.events()).isEqualTo(new TopicSpec("media.events", 24, (short) 3,
        Map.of("min.insync.replicas", "2", "message.timestamp.type", "LogAppendTime", "cleanup.policy", "delete",
            "retention.ms", "604800000", "segment.ms", "100800000", "max.message.bytes", "2097152")));
  }

  @ParameterizedTest
  @CsvSource({"reports, CreateTime, 2592000000", "closed, CreateTime, 10800000", "rejected, LogAppendTime, 604800000",
    "live, CreateTime, 2592000000"})
  void theOthersDifferInTimestampAndRetention(String name, String timestampType, String retention) {
    assertThat(topics.all()).filteredOn(topic -> topic.name().equals("media." + name)).singleElement()
        .satisfies(topic -> assertThat(topic.settings()).containsEntry("message.timestamp.type", timestampType)
            .containsEntry("retention.ms", retention).containsEntry("min.insync.replicas", "2"));
  }

  /** Values of Kafka's own hash, which other clients share. */
  @ParameterizedTest
  @CsvSource({"21, -973932308", "foobar, -790332482", "a-little-bit-long-string, -985981536"})
  void thePartitionIsThatOfKafkasHash(String key, int murmur2) {
    assertThat(Topics.partition(key.getBytes(StandardCharsets.UTF_8), 24)).isEqualTo((murmur2 & 0x7fffffff) % 24);
  }
}

package io.playhead.eventlog;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.config.ConfigLoader;
import io.playhead.config.PlayheadConfig;
import io.playhead.dev.EmbeddedBroker;
import io.playhead.kafka.KafkaExtension;
import io.playhead.kafka.TestKafka;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(KafkaExtension.class)
class TopicAdminTest {
  private final TestKafka kafka;
  private final String prefix;
  private final Topics topics;
  private final TopicAdmin admin;

  TopicAdminTest(TestKafka kafka) {
    this.kafka = kafka;
    prefix = kafka.uniquePrefix();
    PlayheadConfig config = config(kafka.bootstrapServers());
    topics = new Topics(config.topics());
    admin = new TopicAdmin(config.kafka());
  }

  @AfterEach
  void close() {
    admin.close();
  }

  @Test
  void checkSaysThatEachIsMissingAndWhatToDo() {
    assertThat(admin.check(List.of(topics.events(), topics.closed())))
        .isEqualTo(new TopicCheck.Wrong(List.of("topic " + prefix + "events is missing: run \"playhead topics\"",
            "topic " + prefix + "closed is missing: run \"playhead topics\"")));
  }

  @Test
  void createMakesThemAndTheSecondTimeDoesNothing() {
    assertThat(admin.create(topics.all())).isEqualTo(
        new TopicCheck.Right(List.of(prefix + "events", prefix + "reports", prefix + "closed", prefix + "rejected",
            prefix + "live"),
            List.of()));
    assertThat(admin.create(topics.all())).isEqualTo(new TopicCheck.Right(List.of(), List.of()));
    assertThat(admin.check(topics.all())).isEqualTo(new TopicCheck.Right(List.of(), List.of()));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      message.timestamp.type | CreateTime | message.timestamp.type: expected LogAppendTime, found CreateTime
      cleanup.policy         | compact    | cleanup.policy: expected delete, found compact
      max.message.bytes      | 1048588    | max.message.bytes: expected at least 2097152, found 1048588
      """)
  void aSettingThatMattersIsWrong(String setting, String value, String problem) {
    makeEvents(4, Map.of(setting, value));
    assertThat(admin.check(List.of(topics.events())))
        .isEqualTo(new TopicCheck.Wrong(List.of("topic " + prefix + "events: " + problem)));
    assertThat(admin.create(List.of(topics.events()))).isInstanceOf(TopicCheck.Wrong.class);
  }

  @ParameterizedTest
  @CsvSource({"3", "5"})
  void anotherPartitionCountIsWrong(int partitions) {
    makeEvents(partitions, Map.of());
    assertThat(admin.check(List.of(topics.events()))).isEqualTo(new TopicCheck.Wrong(
        List.of("topic " + prefix + "events: partitions: expected 4, found " + partitions)));
  }

  @Test
  void fewerReplicasThanConfiguredAreWrong() {
    makeEvents(4, Map.of());
    var safer = new Topics(
        config(kafka.bootstrapServers(), "topics.replicationFactor=3", "topics.minInsyncReplicas=2").topics());
    assertThat(admin.check(List.of(safer.events()))).isEqualTo(new TopicCheck.Wrong(
        List.of("topic " + prefix + "events: replication factor: expected at least 3, found 1",
            "topic " + prefix + "events: min.insync.replicas: expected at least 2, found 1")));
  }

  @Test
  void aLargerRecordLimitIsRight() {
    makeEvents(4, Map.of("max.message.bytes", "4194304"));
    assertThat(admin.check(List.of(topics.events()))).isEqualTo(new TopicCheck.Right(List.of(), List.of()));
  }

  @Test
  void anotherRetentionIsOnlyReported() {
    makeEvents(4, Map.of("retention.ms", "86400000"));
    assertThat(admin.check(List.of(topics.events()))).isEqualTo(new TopicCheck.Right(List.of(),
        List.of("topic " + prefix + "events: retention.ms: expected 604800000, found 86400000")));
  }

  @Test
  void moreReplicasThanBrokersAreRefused() {
    var tooMany = new Topics(config(kafka.bootstrapServers(), "topics.replicationFactor=3").topics());
    assertThat(admin.create(List.of(tooMany.events()))).isInstanceOfSatisfying(TopicCheck.Refused.class,
        refused -> assertThat(refused.reason()).contains("replication factor"));
  }

  @Test
  void aBrokerThatIsNotThereIsUnreachable() {
    PlayheadConfig nowhere = config("127.0.0.1:" + EmbeddedBroker.freePort(), "kafka.admin.request.timeout.ms=200",
        "kafka.admin.default.api.timeout.ms=300");
    try (var unreachable = new TopicAdmin(nowhere.kafka())) {
      assertThat(unreachable.check(topics.all())).isInstanceOf(TopicCheck.Unreachable.class);
      assertThat(unreachable.create(topics.all())).isInstanceOf(TopicCheck.Unreachable.class);
    }
  }

  private PlayheadConfig config(String bootstrapServers, String... more) {
    var assignments = new ArrayList<>(List.of("topics.prefix=" + prefix, "topics.partitions=4",
        "topics.replicationFactor=1", "topics.minInsyncReplicas=1", "kafka.bootstrapServers=" + bootstrapServers));
    assignments.addAll(List.of(more));
    return ConfigLoader.defaults(assignments.toArray(String[]::new));
  }

  /** Makes the events topic as it should be, but for the settings given. */
  private void makeEvents(int partitions, Map<String, String> different) {
    var settings = new HashMap<>(topics.events().settings());
    settings.putAll(different);
    admin.create(List.of(new TopicSpec(prefix + "events", partitions, (short) 1, settings)));
  }
}

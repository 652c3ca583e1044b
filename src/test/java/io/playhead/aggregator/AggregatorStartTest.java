package io.playhead.aggregator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.playhead.config.ConfigLoader;
import io.playhead.config.PlayheadConfig;
import io.playhead.dev.EmbeddedBroker;
import io.playhead.eventlog.TopicAdmin;
import io.playhead.eventlog.Topics;
import io.playhead.kafka.KafkaExtension;
import io.playhead.kafka.TestKafka;
import io.playhead.ops.Health.Status;
import io.vertx.core.Future;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Starting where Kafka or its topics are not as they should be. */
@ExtendWith(KafkaExtension.class)
class AggregatorStartTest {
  @Test
  void withoutItsTopicsItDoesNotStart(TestKafka kafka) {
    String prefix = kafka.uniquePrefix();

    assertThatThrownBy(() -> TestAggregator.start("kafka.bootstrapServers=" + kafka.bootstrapServers(),
        "topics.prefix=" + prefix, "management.port=0"))
        .hasMessageContaining("topic " + prefix + "events is missing");
  }

  @Test
  void whileKafkaIsAwayItWaits(@TempDir Path data) throws Exception {
    int port = EmbeddedBroker.freePort();
    String[] assignments = {"kafka.bootstrapServers=127.0.0.1:" + port, "topics.partitions=1",
      "topics.replicationFactor=1", "topics.minInsyncReplicas=1", "management.port=0",
      "kafka.admin.default.api.timeout.ms=1000", "kafka.admin.request.timeout.ms=1000",
      "data.dir=" + data.resolve("aggregator")};
    PlayheadConfig config = ConfigLoader.defaults(assignments);
    EmbeddedBroker before = EmbeddedBroker.start(port, data.resolve("kafka"));
    try (TopicAdmin admin = new TopicAdmin(config.kafka())) {
      admin.create(new Topics(config.topics()).all());
    }
    before.close();
    TestAggregator aggregator = TestAggregator.prepare(assignments);
    Future<Void> started = aggregator.start();
    assertThat(aggregator.health().ready().checks())
        .containsEntry("aggregator", Status.down("waiting for Kafka"));
    assertThat(aggregator.health().live().up()).isTrue();

    EmbeddedBroker after = EmbeddedBroker.start(port, data.resolve("kafka"));
    TestTopics.await(() -> started.succeeded() && aggregator.isReady());
    aggregator.stop();
    after.close();
  }
}

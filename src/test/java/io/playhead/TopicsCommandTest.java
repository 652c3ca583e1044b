package io.playhead;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.dev.EmbeddedBroker;
import io.playhead.kafka.KafkaExtension;
import io.playhead.kafka.TestKafka;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(KafkaExtension.class)
class TopicsCommandTest {
  @Test
  void theFirstRunMakesThemAndTheSecondChangesNothing(TestKafka kafka) {
    String prefix = kafka.uniquePrefix();
    Cli first = topics(kafka.bootstrapServers(), prefix, 4);
    assertThat(first.exitCode()).isZero();
    assertThat(first.out().lines()).contains("topic " + prefix + "events: created, 4 partitions").hasSize(5);

    Cli second = topics(kafka.bootstrapServers(), prefix, 4);
    assertThat(second.exitCode()).isZero();
    assertThat(second.out().lines()).contains("topic " + prefix + "events: exists, 4 partitions").hasSize(5);
  }

  @Test
  void anotherPartitionCountFailsWithALineForEachTopic(TestKafka kafka) {
    String prefix = kafka.uniquePrefix();
    topics(kafka.bootstrapServers(), prefix, 4);
    Cli different = topics(kafka.bootstrapServers(), prefix, 5);
    assertThat(different.exitCode()).isEqualTo(1);
    assertThat(different.err().lines()).contains("topic " + prefix + "events: partitions: expected 5, found 4")
        .hasSize(5);
  }

  @Test
  void anUnreachableBrokerFailsWithOneLine() {
    Cli run = topics("127.0.0.1:" + EmbeddedBroker.freePort(), "x.", 4, "--set", "kafka.admin.request.timeout.ms=200",
        "--set", "kafka.admin.default.api.timeout.ms=300");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).startsWith("no answer from Kafka at 127.0.0.1:").hasLineCount(1);
  }

  private static Cli topics(String bootstrapServers, String prefix, int partitions, String... more) {
    var args = new ArrayList<>(List.of("topics", "--set", "kafka.bootstrapServers=" + bootstrapServers, "--set",
        "topics.prefix=" + prefix, "--set", "topics.partitions=" + partitions, "--set", "topics.replicationFactor=1",
        "--set", "topics.minInsyncReplicas=1", "--set", "logging.level=error"));
    args.addAll(List.of(more));
    return Cli.run(args.toArray(String[]::new));
  }
}

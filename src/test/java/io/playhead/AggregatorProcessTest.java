package io.playhead;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.dev.EmbeddedBroker;
import io.playhead.kafka.KafkaExtension;
import io.playhead.kafka.TestKafka;
import io.playhead.kafka.TopicReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The roles as processes of their own: an aggregator alone, and {@code dev} with simulated viewers. */
@ExtendWith(KafkaExtension.class)
class AggregatorProcessTest {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @TempDir
  private Path directory;

  @Test
  void anAggregatorRunsAloneAndExitsWith0OnSigterm(TestKafka kafka) throws Exception {
    String[] settings = Stream.of("kafka.bootstrapServers=" + kafka.bootstrapServers(),
        "topics.prefix=" + kafka.uniquePrefix(), "topics.partitions=2", "topics.replicationFactor=1",
        "topics.minInsyncReplicas=1", "management.port=" + EmbeddedBroker.freePort(), "data.dir=" + directory,
        "aggregator.applicationId=alone-" + directory.getFileName())
        .flatMap(setting -> Stream.of("--set", setting)).toArray(String[]::new);
    assertThat(Cli.run(with("topics", settings)).exitCode()).isZero();
    try (ChildProcess aggregator = ChildProcess.start(directory, Map.of(), with("aggregator", settings))) {
      Awaitility.await().atMost(PATIENCE).until(() -> aggregator.output().contains("started with 1 threads"));
      aggregator.terminate();

      assertThat(aggregator.awaitExit()).isZero();
      assertThat(aggregator.output()).endsWith("Stopped\n");
    }
  }

  @Test
  void devRunsSimulatedViewersWhoseSessionsBecomeReports() throws Exception {
    int kafkaPort = EmbeddedBroker.freePort();
    try (ChildProcess dev =
        ChildProcess.start(directory, Map.of(), "dev", "--set", "http.port=" + EmbeddedBroker.freePort(),
            "--set", "management.port=" + EmbeddedBroker.freePort(), "--set", "dev.kafkaPort=" + kafkaPort, "--set",
            "topics.partitions=2", "--set", "dev.viewers=20", "--set", "dev.speed=100")) {
      Awaitility.await().atMost(PATIENCE).until(() -> dev.output().contains("Playhead is ready"));
      Awaitility.await().atMost(PATIENCE).until(() -> closings("127.0.0.1:" + kafkaPort) >= 5);
      dev.terminate();
      assertThat(dev.awaitExit()).isZero();
    }
  }

  private static long closings(String bootstrapServers) {
    return TopicReader.readAll(bootstrapServers, "media.reports").stream()
        .filter(report -> TopicReader.value(report).contains("\"type\":\"sessionClose\"")).count();
  }

  private static String[] with(String command, String[] settings) {
    return Stream.concat(List.of(command).stream(), Stream.of(settings)).toArray(String[]::new);
  }
}

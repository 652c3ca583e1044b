package io.playhead;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.dev.EmbeddedBroker;
import io.playhead.kafka.TopicReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All reports recomputed from the log of a running {@code dev} are the live ones (docs/operations.md, "Back up and replay"). */
@Tag("slow")
class ReplayedReportsTest {
  private static final String PREFIX = "replay.";
  private static final Path SCRIPT = Path.of("config/replay.sh").toAbsolutePath();

  @TempDir
  private Path directory;

  private final String kafka = "127.0.0.1:" + EmbeddedBroker.freePort();

  @Test
  void aReplayIntoOtherTopicsGivesTheSameReportsAndACompareFindsOneTooMany() throws Exception {
    try (ChildProcess dev = dev()) {
      patiently().until(() -> dev.output().contains("Playhead is ready"));
      patiently().until(() -> closings("media.reports") >= 10);
      assertThat(Cli.run(with("topics", "topics.prefix=" + PREFIX, "topics.reportsRetention=36500d")).exitCode())
          .isZero();
      try (ChildProcess replay =
          ChildProcess.start(directory, Map.of(), with("aggregator", "management.port=" + EmbeddedBroker.freePort()))) {
        Cli compared = Cli.run(with("compare"));

        assertThat(compared.out()).contains("0 sessions began before the log").doesNotContain("differ");
        assertThat(compared.exitCode()).as(compared + replay.output()).isZero();
        assertThat(closings(PREFIX + "reports")).isGreaterThanOrEqualTo(10);

        addAReport();
        Cli again = Cli.run(with("compare"));
        assertThat(again.exitCode()).isOne();
        assertThat(again.out()).contains("session made-up differs").contains("1 sessions differ");
      }
    }
  }

  @Test
  void aCompareOfTheLiveReportsWithThemselvesIsAMistake() {
    Cli compared = Cli.run("compare");

    assertThat(compared.exitCode()).isEqualTo(2);
    assertThat(compared.err()).contains("aggregator.outputPrefix");
  }

  @Test
  void theScriptIsShell() throws Exception {
    assertThat(new ProcessBuilder("bash", "-n", SCRIPT.toString()).start().waitFor()).isZero();
  }

  private ChildProcess dev() throws Exception {
    return ChildProcess.start(directory, Map.of(), "dev", "--set", "http.port=" + EmbeddedBroker.freePort(), "--set",
        "management.port=" + EmbeddedBroker.freePort(), "--set",
        "dev.kafkaPort=" + kafka.substring(kafka.indexOf(':') + 1), "--set", "topics.partitions=2", "--set",
        "dev.viewers=20", "--set", "dev.speed=100");
  }

  private long closings(String topic) {
    return TopicReader.readAll(kafka, topic).stream()
        .filter(report -> TopicReader.value(report).contains("\"type\":\"sessionClose\"")).count();
  }

  private void addAReport() throws Exception {
    Properties settings = new Properties();
    settings.put("bootstrap.servers", kafka);
    try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(PREFIX + "reports", 0, 1L, "made-up".getBytes(StandardCharsets.US_ASCII),
          new byte[0])).get();
    }
  }

  private String[] with(String command, String... more) {
    return Stream.concat(Stream.of(command), Stream.concat(
        Stream.of("kafka.bootstrapServers=" + kafka, "topics.partitions=2", "topics.replicationFactor=1",
            "topics.minInsyncReplicas=1", "aggregator.outputPrefix=" + PREFIX, "aggregator.applicationId=replay",
            "data.dir=" + directory.resolve("replay")),
        Stream.of(more)).flatMap(setting -> Stream.of("--set", setting))).toArray(String[]::new);
  }

  private static ConditionFactory patiently() {
    return Awaitility.await().atMost(Duration.ofMinutes(2));
  }
}

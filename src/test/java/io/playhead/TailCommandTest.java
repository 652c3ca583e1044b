package io.playhead;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.playhead.config.ConfigLoader;
import io.playhead.config.PlayheadConfig;
import io.playhead.dev.EmbeddedBroker;
import io.playhead.eventlog.TopicAdmin;
import io.playhead.eventlog.Topics;
import io.playhead.kafka.KafkaExtension;
import io.playhead.kafka.TestKafka;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(KafkaExtension.class)
class TailCommandTest {
  private static final int PARTITIONS = 4;
  private static final String SID = "a".repeat(64);
  private static final String OTHER_SID = "b".repeat(64);

  private final TestKafka kafka;
  private final String prefix;
  private final String events;
  private final KafkaProducer<@Nullable String, String> producer;

  TailCommandTest(TestKafka kafka) {
    this.kafka = kafka;
    prefix = kafka.uniquePrefix();
    events = prefix + "events";
    producer = new KafkaProducer<>(Map.of("bootstrap.servers", kafka.bootstrapServers()), new StringSerializer(),
        new StringSerializer());
  }

  @BeforeEach
  void makeTopics() {
    PlayheadConfig config = ConfigLoader.defaults("kafka.bootstrapServers=" + kafka.bootstrapServers(),
        "topics.prefix=" + prefix, "topics.partitions=" + PARTITIONS, "topics.replicationFactor=1",
        "topics.minInsyncReplicas=1");
    try (var admin = new TopicAdmin(config.kafka())) {
      admin.create(new Topics(config.topics()).all());
    }
  }

  @AfterEach
  void close() {
    producer.close();
  }

  @Test
  void jsonHasEverythingOfARecord() throws Exception {
    write(SID, "ping", "{ \"n\": 1.0e3,\n \"s\": \"\\u00fc\" }");
    Cli run = tail(events, "--json", "--from-beginning", "--max", "1");
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).hasLineCount(1);
    JsonNode json = new ObjectMapper().readTree(run.out());
    assertThat(json.properties()).extracting(Map.Entry::getKey).containsExactly("key", "partition", "offset",
        "timestamp", "headers", "value");
    assertThat(json.get("key").textValue()).isEqualTo(SID);
    assertThat(json.get("partition").intValue()).isEqualTo(partition(SID));
    assertThat(json.get("offset").longValue()).isZero();
    assertThat(json.get("timestamp").longValue()).isPositive();
    assertThat(json.get("headers")).isEqualTo(new ObjectMapper().readTree("{\"type\": \"ping\"}"));
    assertThat(json.get("value")).isEqualTo(new ObjectMapper().readTree("{\"n\": 1000.0, \"s\": \"ü\"}"));
  }

  @Test
  void anEmptyValueIsNullAndOneThatIsNoJsonIsText() throws Exception {
    write(SID, "ping", "");
    write(SID, "ping", "{broken");
    write(SID, "ping", "{} {}");
    List<JsonNode> lines = json(tail(events, "--json", "--from-beginning", "--max", "3"));
    assertThat(lines).extracting(line -> line.get("value").toString()).containsExactly("null", "\"{broken\"",
        "\"{} {}\"");
  }

  @Test
  void textIsALineOfColumns() throws Exception {
    write(SID, "sessionStart", "{\n  \"long\": \"" + "x".repeat(200) + "\u001b[31m\"}");
    Cli run = tail(events, "--from-beginning", "--max", "1");
    assertThat(run.out()).hasLineCount(1).matches("\\d{4}-\\d\\d-\\d\\dT\\S+Z +" + partition(SID) + "/0 +" + SID
        + " +sessionStart +- +\\{ \"long\": \"x+…\\R");
  }

  @Test
  void theIdOfAnEventIsReadable() throws Exception {
    byte[] bytes = HexFormat.of().parseHex("00ff00ff00ff00ff" + "000000000000002a");
    producer.send(new ProducerRecord<>(events, 0, SID, "{}", new RecordHeaders().add("id", bytes))).get();
    Cli text = tail(events, "--from-beginning", "--max", "1");
    Cli json = tail(events, "--json", "--from-beginning", "--max", "1");
    assertThat(text.out()).contains(" 00ff00ff00ff00ff-42 ");
    assertThat(json(json).getFirst().at("/headers/id").textValue()).isEqualTo("00ff00ff00ff00ff-42");
  }

  @Test
  void ticksArePrintedAsJsonOnlyAndDoNotKeepItFromEnding() throws Exception {
    write(null, "tick", "");
    write(SID, "ping", "{}");
    Cli text = tail(events, "--from-beginning", "--idle-exit", "0");
    Cli json = tail(events, "--json", "--from-beginning", "--idle-exit", "0");
    assertThat(text.exitCode()).isZero();
    assertThat(text.out()).hasLineCount(1).contains("ping");
    assertThat(json(json)).extracting(line -> line.get("headers").get("type").textValue())
        .containsExactlyInAnyOrder("tick", "ping");
  }

  @Test
  void withAKeyOnlyItsRecordsArePrinted() throws Exception {
    write(SID, "sessionStart", "{}");
    write(OTHER_SID, "sessionStart", "{}");
    write(SID, "ping", "{}");
    Cli run = tail(events, "--json", "--from-beginning", "--key", SID, "--idle-exit", "0");
    assertThat(json(run)).extracting(line -> line.get("key").textValue()).containsExactly(SID, SID);
  }

  @Test
  void idleExitComesOnlyAfterAllThatWasThere() throws Exception {
    int moreThanOnePoll = 1_000;
    var sent = new ArrayList<Future<RecordMetadata>>();
    for (int i = 0; i < moreThanOnePoll; i++) {
      sent.add(producer.send(new ProducerRecord<>(events, SID, "{}")));
    }
    for (Future<RecordMetadata> each : sent) {
      each.get();
    }
    assertThat(tail(events, "--from-beginning", "--idle-exit", "0").out().lines()).hasSize(moreThanOnePoll);
  }

  @Test
  void withoutFromBeginningOnlyNewRecordsArePrinted() throws Exception {
    write(SID, "sessionStart", "{}");
    CompletableFuture<Cli> tail = CompletableFuture.supplyAsync(() -> tail(events, "--json", "--max", "1"));
    while (!tail.isDone()) {
      write(SID, "ping", "{}");
      TimeUnit.MILLISECONDS.sleep(50);
    }
    assertThat(json(tail.get())).singleElement()
        .satisfies(line -> assertThat(line.get("headers").get("type").textValue()).isEqualTo("ping"));
  }

  @Test
  void aMissingTopicFailsWithOneLine() {
    Cli run = tail(prefix + "nothing", "--from-beginning", "--idle-exit", "0");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).isEqualTo(
        "topic " + prefix + "nothing does not exist on " + kafka.bootstrapServers() + System.lineSeparator());
  }

  @Test
  void aNameThatNoTopicCanHaveFailsWithOneLine() {
    Cli run = tail("media/events", "--idle-exit", "0");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).hasLineCount(1);
  }

  @Test
  void anUnreachableBrokerFailsWithOneLine() {
    Cli run = tail(events, "--set", "kafka.bootstrapServers=127.0.0.1:" + EmbeddedBroker.freePort(), "--set",
        "kafka.consumer.default.api.timeout.ms=300");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).startsWith("no answer from Kafka at 127.0.0.1:").hasLineCount(1);
  }

  @Test
  void aBrokerWithoutAnAddressIsAConfigurationErrorInOneLine() {
    Cli run = tail(events, "--set", "kafka.bootstrapServers=broker.invalid:9092");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).startsWith("kafka: ").contains("bootstrap").hasLineCount(1);
  }

  private Cli tail(String topic, String... options) {
    var args = new ArrayList<>(List.of("tail", topic, "--set", "kafka.bootstrapServers=" + kafka.bootstrapServers(),
        "--set", "topics.prefix=" + prefix, "--set", "logging.level=error"));
    args.addAll(List.of(options));
    return Cli.run(args.toArray(String[]::new));
  }

  private static List<JsonNode> json(Cli run) throws Exception {
    var lines = new ArrayList<JsonNode>();
    for (String line : run.out().lines().toList()) {
      lines.add(new ObjectMapper().readTree(line));
    }
    return lines;
  }

  private void write(@Nullable String key, String type, String value) throws Exception {
    var headers = new RecordHeaders().add("type", type.getBytes(StandardCharsets.UTF_8));
    int partition = key == null ? 0 : partition(key);
    producer.send(new ProducerRecord<>(events, partition, key, value, headers)).get();
  }

  private static int partition(String sid) {
    return Topics.partition(sid.getBytes(StandardCharsets.UTF_8), PARTITIONS);
  }
}

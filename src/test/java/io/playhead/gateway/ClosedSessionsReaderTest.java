package io.playhead.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.playhead.dev.EmbeddedBroker;
import io.playhead.kafka.KafkaExtension;
import io.playhead.kafka.TestKafka;
import io.playhead.sessionid.ClosedSessions;
import io.playhead.sessionid.SessionIds;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What keeps the reader of closed sessions from reading, and how it goes on. */
@ExtendWith({VertxExtension.class, KafkaExtension.class})
class ClosedSessionsReaderTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long HOUR = 3_600_000;

  private final ClosedSessions closed = new ClosedSessions(1_000);

  @Test
  void aStartWhileKafkaIsAwayAndARestartOfTheBrokerLoseNoClosing(Vertx vertx, @TempDir Path data) throws Exception {
    int port = EmbeddedBroker.freePort();
    ClosedSessionsReader reader = reader("closed", "127.0.0.1:" + port);
    TestGateway.await(vertx.deployVerticle(reader));
    Awaitility.await().until(reader::isWarm);

    try (EmbeddedBroker broker = EmbeddedBroker.start(port, data)) {
      create(broker.bootstrapServers(), "closed");
      publish(broker.bootstrapServers(), "closed", 1, System.currentTimeMillis() - 2 * HOUR);
      awaitKnown(1);
    }
    try (EmbeddedBroker broker = EmbeddedBroker.start(port, data)) {
      publish(broker.bootstrapServers(), "closed", 2, System.currentTimeMillis());
      awaitKnown(2);
      TestGateway.await(vertx.close());
    }
    assertThat(closed.size()).isEqualTo(2);
  }

  @Test
  void aTopicIsReadWhenItComesToBeAndWhenItComesBack(Vertx vertx, TestKafka kafka) throws Exception {
    String topic = kafka.uniquePrefix() + "closed";
    TestGateway.await(vertx.deployVerticle(reader(topic, kafka.bootstrapServers())));

    create(kafka.bootstrapServers(), topic);
    // Twice: a consumer that stands where the new topic ends would take it for the old one.
    publish(kafka.bootstrapServers(), topic, 1, System.currentTimeMillis());
    publish(kafka.bootstrapServers(), topic, 1, System.currentTimeMillis());
    awaitKnown(1);

    delete(kafka.bootstrapServers(), topic);
    create(kafka.bootstrapServers(), topic);
    publish(kafka.bootstrapServers(), topic, 2, System.currentTimeMillis());
    awaitKnown(2);
  }

  @Test
  void closingsAreKnownWhateverTheClockOfThisMachineSays(Vertx vertx, TestKafka kafka) throws Exception {
    String topic = kafka.uniquePrefix() + "closed";
    create(kafka.bootstrapServers(), topic);
    long log = System.currentTimeMillis() - 3 * HOUR;
    publish(kafka.bootstrapServers(), topic, 1, log - HOUR);
    publish(kafka.bootstrapServers(), topic, 2, log);

    ClosedSessionsReader reader = reader(topic, kafka.bootstrapServers());
    TestGateway.await(vertx.deployVerticle(reader));

    awaitKnown(1);
    awaitKnown(2);
  }

  @Test
  void afterManyFailuresThereIsOneConsumerAndInTheEndNone(Vertx vertx, TestKafka kafka) throws Exception {
    ClosedSessionsReader reader = new ClosedSessionsReader(kafka.uniquePrefix() + "missing",
        Map.of("bootstrap.servers", kafka.bootstrapServers(), "metric.reporters", OpenConsumers.class.getName()),
        closed);
    String id = TestGateway.await(vertx.deployVerticle(reader));
    Awaitility.await().atMost(PATIENCE).until(() -> OpenConsumers.opened() >= 3);

    TestGateway.await(vertx.undeploy(id));
    Awaitility.await().until(() -> OpenConsumers.open() == 0);
    assertThat(OpenConsumers.most()).isEqualTo(1);
  }

  @Test
  void aNameThatIsNotKnownYetKeepsNothingFromStarting(Vertx vertx) throws Exception {
    // Longer than a name can be, so that no name server is asked.
    ClosedSessionsReader reader = reader("closed", "k".repeat(64) + ".invalid:9092");

    TestGateway.await(vertx.deployVerticle(reader));

    Awaitility.await().until(reader::isWarm);
  }

  @Test
  void aSettingThatIsWrongIsAnErrorAtTheStart(Vertx vertx) {
    Map<String, String> wrong = Map.of("bootstrap.servers", "127.0.0.1:9092", "fetch.min.bytes", "many");
    ClosedSessionsReader reader = new ClosedSessionsReader("closed", wrong, closed);

    assertThatThrownBy(() -> TestGateway.await(vertx.deployVerticle(reader)))
        .hasRootCauseInstanceOf(ConfigException.class).hasMessageContaining("fetch.min.bytes");
  }

  private ClosedSessionsReader reader(String topic, String bootstrapServers) {
    return new ClosedSessionsReader(topic, Map.of("bootstrap.servers", bootstrapServers), closed,
        Duration.ofMillis(100));
  }

  private void awaitKnown(int number) {
    Awaitility.await().atMost(PATIENCE).until(() -> closed.contains(SessionIds.fingerprint(sid(number))));
  }

  private static String sid(int number) {
    return "%016x".formatted(number).repeat(4);
  }

  private static void create(String bootstrapServers, String topic) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      admin.createTopics(List.of(new NewTopic(topic, 2, (short) 1))).all().get();
    }
  }

  private static void delete(String bootstrapServers, String topic) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      admin.deleteTopics(List.of(topic)).all().get();
    }
  }

  private static void publish(String bootstrapServers, String topic, int number, long time) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(Map.of("bootstrap.servers", bootstrapServers),
        new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.send(
          new ProducerRecord<>(topic, 0, time, sid(number).getBytes(StandardCharsets.ISO_8859_1), new byte[0])).get();
    }
  }
}

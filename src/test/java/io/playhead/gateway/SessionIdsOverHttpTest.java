package io.playhead.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.kafka.KafkaExtension;
import io.playhead.kafka.TestKafka;
import io.playhead.sessionid.SessionIds;
import io.playhead.sessionid.SessionKey;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Which session ids are answered 404 and which 410 (collection-api §1). */
@ExtendWith({VertxExtension.class, KafkaExtension.class})
class SessionIdsOverHttpTest {
  private static final byte[] CLOSING = "{}".getBytes(StandardCharsets.UTF_8);

  private static TestKafka kafka;
  private static TestGateway gateway;

  @BeforeAll
  static void start(Vertx vertx, TestKafka shared) throws Exception {
    kafka = shared;
    gateway = TestGateway.start(vertx, shared);
  }

  @AfterAll
  static void stop() throws Exception {
    gateway.stop();
  }

  @Test
  void anIdOfAnotherGatewayWithTheSameKeyWorksAtOnce() throws Exception {
    assertThat(gateway.event(ids(TestGateway.KEY).mint(now()), Bodies.ping()).status()).isEqualTo(204);
  }

  @Test
  void aForgedAForeignAndATruncatedIdAreAnswered404() throws Exception {
    String sid = gateway.open();
    String forged = sid.substring(0, 63) + (sid.charAt(63) == '0' ? '1' : '0');
    String foreign = ids("1:ffffffffffffffffffffffffffffffff").mint(now());

    for (String other : List.of(forged, foreign, sid.substring(0, 63), sid + "0")) {
      assertThat(gateway.event(other, Bodies.ping()).status()).isEqualTo(404);
    }
  }

  @Test
  void anIdOlderThanTwentyFourHoursIsAnswered410() throws Exception {
    long day = SessionIds.MAX_AGE.toSeconds();

    assertThat(gateway.event(ids(TestGateway.KEY).mint(now() - day - 1), Bodies.ping()).status()).isEqualTo(410);
    assertThat(gateway.event(ids(TestGateway.KEY).mint(now() - day + 60), Bodies.ping()).status()).isEqualTo(204);
  }

  @Test
  void aSessionOnMediaClosedIsAnswered410WhileOthersGoOn() throws Exception {
    String closed = gateway.open();
    String open = gateway.open();
    close(closed);

    Awaitility.await().until(() -> gateway.event(closed, Bodies.ping()).status() == 410);
    assertThat(gateway.event(open, Bodies.ping()).status()).isEqualTo(204);
  }

  @Test
  void aGatewayIsReadyOnlyWhenItKnowsTheClosingsBeforeItsStart(Vertx vertx) throws Exception {
    String closed = gateway.open();
    close(closed);
    TestGateway second = TestGateway.start(vertx, kafka.bootstrapServers(), gateway.topics().config().prefix());
    try {
      Awaitility.await().until(() -> second.health().ready().up());
      assertThat(second.event(closed, Bodies.ping()).status()).isEqualTo(410);
    } finally {
      second.stop();
    }
  }

  @Test
  void aKeyOnMediaClosedThatIsNoIdDoesNoHarm() throws Exception {
    close("nonsense");
    String closed = gateway.open();
    close(closed);

    Awaitility.await().until(() -> gateway.event(closed, Bodies.ping()).status() == 410);
  }

  /** The steps of docs/operations.md, "Keys": each is a restart of every gateway; at each, others still are where they were before. */
  @Test
  void aRotationOfKeysLosesNoSessionUntilTheOldKeyIsGone(Vertx vertx) throws Exception {
    String older = TestGateway.KEY;
    String newer = "2:ffeeddccbbaa99887766554433221100";
    String begun = gateway.open();

    TestGateway first = TestGateway.start(vertx, kafka, "session.keys=" + older + "," + newer);
    TestGateway second = TestGateway.start(vertx, kafka, "session.keys=" + newer + "," + older);
    TestGateway third = TestGateway.start(vertx, kafka, "session.keys=" + newer);
    try {
      assertThat(ids(older).check(first.open(), now())).isEqualTo(SessionIds.Standing.GENUINE);
      assertThat(first.event(begun, Bodies.ping()).status()).isEqualTo(204);

      String signedByTheNew = second.open();
      assertThat(ids(newer).check(signedByTheNew, now())).isEqualTo(SessionIds.Standing.GENUINE);
      assertThat(second.event(begun, Bodies.ping()).status()).isEqualTo(204);
      assertThat(first.event(signedByTheNew, Bodies.ping()).status()).isEqualTo(204);

      assertThat(third.event(signedByTheNew, Bodies.ping()).status()).isEqualTo(204);
      assertThat(third.event(begun, Bodies.ping()).status()).isEqualTo(404);
    } finally {
      first.stop();
      second.stop();
      third.stop();
    }
  }

  private static void close(String sid) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
        Map.of("bootstrap.servers", kafka.bootstrapServers()), new ByteArraySerializer(), new ByteArraySerializer())) {
      producer
          .send(new ProducerRecord<>(gateway.topics().closed().name(), sid.getBytes(StandardCharsets.UTF_8), CLOSING))
          .get();
    }
  }

  private static SessionIds ids(String key) {
    return new SessionIds(List.of(SessionKey.parse(key)), new SecureRandom());
  }

  private static long now() {
    return Instant.now().getEpochSecond();
  }
}

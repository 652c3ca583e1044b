package io.playhead.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.config.ManagementConfig;
import io.playhead.gateway.TestGateway.Answer;
import io.playhead.kafka.KafkaExtension;
import io.playhead.kafka.TestKafka;
import io.playhead.kafka.TopicReader;
import io.playhead.ops.ManagementVerticle;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A gateway that takes two requests at a time, and has them: their events wait for acknowledgements that do not come. */
@ExtendWith({VertxExtension.class, KafkaExtension.class})
class PendingAppendsTest {
  private TestGateway gateway;
  private String sid;
  private RawHttp first;
  private RawHttp second;

  @BeforeEach
  void takeBothPlaces(Vertx vertx, TestKafka kafka) throws Exception {
    gateway = TestGateway.start(vertx, kafka, "gateway.maxInFlightRequests=2", "gateway.ackTimeout=60s",
        "spool.maxBytes=0B", "kafka.producer.interceptor.classes=" + AckGate.class.getName());
    sid = gateway.open();
    AckGate.shut();
    first = event(1);
    second = event(2);
    Awaitility.await().until(() -> inFlight() == 2);
  }

  @AfterEach
  void stop() throws Exception {
    AckGate.open();
    first.close();
    second.close();
    gateway.stop();
  }

  @Test
  void theNextIsRefusedAndThoseInFlightAreAnsweredLater() throws Exception {
    Answer refused = gateway.event(sid, Bodies.event("ping", 3));
    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.body()).contains("too much is under way");

    AckGate.open();

    assertThat(first.read().status()).isEqualTo(204);
    assertThat(second.read().status()).isEqualTo(204);
    assertThat(gateway.event(sid, Bodies.event("ping", 4)).status()).isEqualTo(204);
    assertThat(gateway.events(sid).stream().map(TopicReader::value)).contains(Bodies.event("ping", 4))
        .doesNotContain(Bodies.event("ping", 3));
  }

  @Test
  void aPlayerThatGoesAwayFreesItsPlaceOnlyWhenItsEventIsAppended() throws Exception {
    first.leave();
    assertThat(gateway.event(sid, Bodies.event("ping", 3)).status()).isEqualTo(503);
    assertThat(inFlight()).isEqualTo(2);

    AckGate.open();

    Awaitility.await().until(() -> inFlight() == 0);
    assertThat(gateway.events(sid).stream().map(TopicReader::value)).contains(Bodies.event("ping", 1));
  }

  @Test
  void theManagementPortIsAnsweredMeanwhile(Vertx vertx) throws Exception {
    ManagementVerticle management = new ManagementVerticle(new ManagementConfig("127.0.0.1", 0), gateway.health(),
        gateway.meters(), router -> {}, Duration.ZERO);
    TestGateway.await(vertx.deployVerticle(management));

    assertThat(manage(management, "/health/live").status()).isEqualTo(200);
    assertThat(manage(management, "/health/ready").body()).contains("closed-sessions");
    assertThat(manage(management, "/metrics").body()).contains("playhead_inflight_requests 2.0");
  }

  private RawHttp event(long second) throws IOException {
    return new RawHttp(gateway.port()).post("/api/v1/sessions/" + sid + "/events",
        Bodies.event("ping", second).getBytes(StandardCharsets.UTF_8));
  }

  private double inFlight() {
    return gateway.meters().get("playhead.inflight.requests").gauge().value();
  }

  private static RawHttp.Answer manage(ManagementVerticle management, String path) throws IOException {
    try (RawHttp http = new RawHttp(management.port())) {
      return http.write("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n").read();
    }
  }
}

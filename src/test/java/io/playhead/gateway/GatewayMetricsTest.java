package io.playhead.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.kafka.KafkaExtension;
import io.playhead.kafka.TestKafka;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the gateway counts, as Prometheus reads it. */
@ExtendWith({VertxExtension.class, KafkaExtension.class})
class GatewayMetricsTest {
  @Test
  void requestsVerdictsAppendsAndWhatIsHeldAreCounted(Vertx vertx, TestKafka kafka) throws Exception {
    TestGateway gateway = TestGateway.start(vertx, kafka);
    String sid = gateway.open();
    gateway.event(sid, Bodies.ping());
    gateway.event(sid, Bodies.ping());
    gateway.event(sid, Bodies.ping().replace(":10,", ":\"10\","));
    gateway.event("nonsense", Bodies.ping());

    String page = gateway.meters().scrape();

    assertThat(page.lines()).contains(
        "playhead_requests_total{route=\"sessions\",status=\"201\",type=\"sessionStart\"} 1.0",
        "playhead_requests_total{route=\"events\",status=\"204\",type=\"ping\"} 2.0",
        "playhead_requests_total{route=\"events\",status=\"400\",type=\"ping\"} 1.0",
        "playhead_requests_total{route=\"events\",status=\"404\",type=\"none\"} 1.0",
        "playhead_verdicts_total{rule=\"type\"} 1.0",
        "playhead_append_duration_seconds_count 3",
        "playhead_request_duration_seconds_count{route=\"events\"} 4",
        "playhead_inflight_bytes 0.0",
        "playhead_connections 1.0",
        "playhead_append_pending 0.0",
        "playhead_closed_sessions 0.0");
    assertThat(page).contains("playhead_ticks_total", "playhead_rejected_total", "kafka_producer_")
        .doesNotContain(sid);
    gateway.stop();
  }

  @Test
  void refusedBodiesBeyondTheRateAreCountedAndTheGoodOnesAreStillTaken(Vertx vertx, TestKafka kafka) throws Exception {
    TestGateway gateway = TestGateway.start(vertx, kafka, "gateway.rejectedPerSecond=0");
    String sid = gateway.open();
    for (int i = 0; i < 20; i++) {
      assertThat(gateway.event(sid, "{}").status()).isEqualTo(400);
      assertThat(gateway.event(sid, Bodies.ping()).status()).isEqualTo(204);
    }

    assertThat(gateway.meters().get("playhead.rejected").tag("outcome", "capped").counter().count()).isEqualTo(20);
    assertThat(gateway.rejected()).isEmpty();
    assertThat(gateway.events(sid)).hasSize(21);
    gateway.stop();
  }
}

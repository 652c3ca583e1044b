package io.playhead.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.gateway.TestGateway.Answer;
import io.playhead.kafka.KafkaExtension;
import io.playhead.kafka.TestKafka;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Players that send more than they may (collection-api §1). The clock is real, so a limit shows by the first refusal. */
@ExtendWith({VertxExtension.class, KafkaExtension.class})
class RateLimitsTest {
  private static TestGateway gateway;

  @BeforeAll
  static void start(Vertx vertx, TestKafka kafka) throws Exception {
    gateway = TestGateway.start(vertx, kafka, "rateLimits.eventsPerSession=1", "rateLimits.startsPerAddress=5",
        "http.trustedProxies=127.0.0.0/8");
  }

  @AfterAll
  static void stop() throws Exception {
    gateway.stop();
  }

  @Test
  void aSessionThatSendsTooMuchIsAnswered429WithRetryAfterAndNothingIsKept() throws Exception {
    String sid = startFrom("192.0.2.1").sid();
    List<Answer> answers = new ArrayList<>();
    do {
      answers.add(gateway.event(sid, Bodies.ping()));
    } while (answers.getLast().status() == 204);

    assertThat(answers.getLast().status()).isEqualTo(429);
    assertThat(answers.getLast().headers().get("Retry-After")).isEqualTo("1");
    assertThat(answers.getLast().headers().get("Access-Control-Allow-Origin")).isEqualTo("*");
    assertThat(answers.getLast().body())
        .startsWith("{\"status\":429,\"message\":\"the session sends more than 1 events a second");
    assertThat(gateway.events(sid)).hasSize(answers.size());
  }

  @Test
  void anotherSessionIsNotRefusedForIt() throws Exception {
    String flooding = startFrom("192.0.2.2").sid();
    String other = startFrom("192.0.2.2").sid();
    while (gateway.event(flooding, Bodies.ping()).status() != 429) {
      assertThat(gateway.events(flooding)).isNotEmpty();
    }

    assertThat(gateway.event(other, Bodies.ping()).status()).isEqualTo(204);
  }

  @Test
  void anAddressThatOpensTooManySessionsIsAnswered429AndAnotherIsNot() throws Exception {
    Answer last = startFrom("192.0.2.3");
    for (int starts = 1; last.status() == 201 && starts < 20; starts++) {
      last = startFrom("192.0.2.3");
    }

    assertThat(last.status()).isEqualTo(429);
    assertThat(Integer.parseInt(last.headers().get("Retry-After"))).isBetween(1, 12);
    assertThat(last.body()).contains("more than 5 sessions a minute are opened from this address");
    assertThat(startFrom("192.0.2.4").status()).isEqualTo(201);
  }

  @Test
  void offlineSessionsCountAsWellAndAllOfANetworkOfIpv6IsOneAddress() throws Exception {
    Answer last = startFrom("2001:db8:0:1::1");
    for (int starts = 2; last.status() == 201 && starts < 20; starts++) {
      last = gateway.post("/api/v1/downloaded", Bodies.batch(2), "X-Forwarded-For", "2001:db8:0:1::" + starts);
    }

    assertThat(last.status()).isEqualTo(429);
    assertThat(startFrom("2001:db8:0:2::1").status()).isEqualTo(201);
  }

  private static Answer startFrom(String address) throws Exception {
    return gateway.post("/api/v1/sessions", Bodies.SESSION_START, "X-Forwarded-For", address);
  }
}

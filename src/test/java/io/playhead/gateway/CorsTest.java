package io.playhead.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.gateway.TestGateway.Answer;
import io.playhead.kafka.KafkaExtension;
import io.playhead.kafka.TestKafka;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.junit5.VertxExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What browsers' players need (collection-api §1, §7). */
@ExtendWith({VertxExtension.class, KafkaExtension.class})
class CorsTest {
  private static final byte[] NO_BODY = {};

  private static TestGateway open;
  private static TestGateway listed;

  @BeforeAll
  static void start(Vertx vertx, TestKafka kafka) throws Exception {
    open = TestGateway.start(vertx, kafka);
    listed = TestGateway.start(vertx, kafka, "http.corsOrigins=https://a.example,https://b.example");
  }

  @AfterAll
  static void stop() throws Exception {
    open.stop();
    listed.stop();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/v1/sessions", "/api/v1/sessions/abc/events", "/api/v1/downloaded", "/api/v1/schemas",
    "/api/v1/schemas/play"})
  void aPreflightIsAnswered204WithWhatTheBrowserAsksFor(String path) throws Exception {
    Answer answer = open.send(HttpMethod.OPTIONS, path, NO_BODY, "Origin", "https://player.example",
        "Access-Control-Request-Method", "POST", "Access-Control-Request-Headers", "content-type,x-trace");

    assertThat(answer.status()).isEqualTo(204);
    assertThat(answer.headers().get("Access-Control-Allow-Origin")).isEqualTo("*");
    assertThat(answer.headers().get("Access-Control-Allow-Methods")).isEqualTo("OPTIONS,POST,PUT,GET");
    assertThat(answer.headers().get("Access-Control-Allow-Headers")).isEqualTo("Content-Type,content-type,x-trace");
    assertThat(answer.headers().get("Access-Control-Max-Age")).isEqualTo("86400");
  }

  @ParameterizedTest
  @CsvSource({"POST, /api/v1/sessions, 400", "POST, /api/v1/sessions/abc/events, 404", "POST, /api/v1/downloaded, 400",
    "GET, /api/v1/schemas, 200", "PUT, /api/v1/sessions, 405"})
  void everyAnswerCarriesTheCorsHeadersErrorsIncluded(String method, String path, int status) throws Exception {
    Answer answer = open.send(HttpMethod.valueOf(method), path, NO_BODY, "Origin", "https://player.example");

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.headers().get("Access-Control-Allow-Origin")).isEqualTo("*");
    assertThat(answer.headers().get("Access-Control-Expose-Headers")).isEqualTo("Location");
    assertThat(answer.headers().get("Access-Control-Allow-Headers")).isEqualTo("Content-Type");
  }

  @Test
  void withAListAnAllowedOriginIsEchoedAndTheAnswerVariesByOrigin() throws Exception {
    Answer answer = listed.post("/api/v1/sessions", Bodies.SESSION_START, "Origin", "https://b.example");

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.headers().get("Access-Control-Allow-Origin")).isEqualTo("https://b.example");
    assertThat(answer.headers().get("Vary")).isEqualTo("Origin");
  }

  @Test
  void withAListAnotherOriginGetsNoLeaveNeitherInThePreflight() throws Exception {
    Answer answer = listed.post("/api/v1/sessions", Bodies.SESSION_START, "Origin", "https://c.example");
    Answer preflight = listed.send(HttpMethod.OPTIONS, "/api/v1/sessions", NO_BODY, "Origin", "https://c.example",
        "Access-Control-Request-Headers", "x-trace");

    assertThat(answer.headers().get("Access-Control-Allow-Origin")).isNull();
    assertThat(answer.headers().get("Vary")).isEqualTo("Origin");
    assertThat(preflight.status()).isEqualTo(204);
    assertThat(preflight.headers().get("Access-Control-Allow-Origin")).isNull();
    assertThat(preflight.headers().get("Access-Control-Allow-Headers")).isNull();
  }
}

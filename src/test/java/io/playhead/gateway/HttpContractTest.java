package io.playhead.gateway;

import static io.vertx.core.http.HttpMethod.DELETE;
import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.HEAD;
import static io.vertx.core.http.HttpMethod.POST;
import static io.vertx.core.http.HttpMethod.PUT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.playhead.event.EventType;
import io.playhead.gateway.TestGateway.Answer;
import io.playhead.kafka.KafkaExtension;
import io.playhead.kafka.TestKafka;
import io.playhead.kafka.TopicReader;
import io.playhead.report.ReportSchemas;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The endpoints with their statuses, headers and bodies (collection-api §1). */
@ExtendWith({VertxExtension.class, KafkaExtension.class})
class HttpContractTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final byte[] NO_BODY = {};

  private static TestGateway gateway;

  @BeforeAll
  static void start(Vertx vertx, TestKafka kafka) throws Exception {
    gateway = TestGateway.start(vertx, kafka);
  }

  @AfterAll
  static void stop() throws Exception {
    gateway.stop();
  }

  @Test
  void aSessionStartIsAnswered201WithAnEmptyBodyAndARelativeLocation() throws Exception {
    Answer answer = gateway.post("/api/v1/sessions", Bodies.SESSION_START);

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.body()).isEmpty();
    assertThat(answer.headers().get("Location")).matches("/api/v1/sessions/[0-9a-f]{64}");
  }

  @Test
  void anEventIsAnswered204WithAnEmptyBody() throws Exception {
    Answer answer = gateway.event(gateway.open(), Bodies.ping());

    assertThat(answer.status()).isEqualTo(204);
    assertThat(answer.body()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/v1/downloaded", "/api/v1/sessions"})
  void anOfflineBatchIsAnswered201WithALocation(String path) throws Exception {
    Answer answer = gateway.post(path, Bodies.batch(3));

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.body()).isEmpty();
    assertThat(answer.headers().get("Location")).matches("/api/v1/sessions/[0-9a-f]{64}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json", "application/json; charset=utf-8", "text/plain;charset=UTF-8",
    "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"})
  void theBodyIsJsonWhateverTheContentTypeSays(String contentType) throws Exception {
    assertThat(gateway.post("/api/v1/sessions", Bodies.SESSION_START, "Content-Type", contentType).status())
        .isEqualTo(201);
  }

  @Test
  void anInvalidBodyIsAnswered400WithAllItsViolations() throws Exception {
    String body = Bodies.SESSION_START.replace("60.333", "\"long\"").replace("\"media.channel\":\"c\"", "\"x\":1");

    Answer answer = gateway.post("/api/v1/sessions", body);

    JsonNode problem = problem(answer, 400);
    assertThat(problem.get("errors").findValuesAsText("pointer"))
        .containsExactlyInAnyOrder("/params/media.length", "/params/media.channel", "/params/x");
    assertThat(problem.get("errors").findValuesAsText("detail")).contains("must be a number, was a string");
    assertThat(problem.get("message").asText()).isNotBlank();
  }

  @Test
  void aRefusedBodyIsKeptWithItsVerdict() throws Exception {
    String sid = gateway.open();
    String body = Bodies.ping().replace("\"playhead\":10", "\"playhead\":\"ten\"");

    Answer answer = gateway.event(sid, body);

    ConsumerRecord<byte[], byte[]> kept = Awaitility.await()
        .until(() -> gateway.rejected().stream().filter(r -> sid.equals(TopicReader.key(r))).toList(),
            l -> !l.isEmpty())
        .get(0);
    JsonNode rejection = JSON.readTree(kept.value());
    assertThat(rejection.get("reason").asText()).isEqualTo("invalid");
    assertThat(rejection.get("eventType").asText()).isEqualTo("ping");
    assertThat(rejection.get("body").asText()).isEqualTo(body);
    assertThat(rejection.get("verdict")).isEqualTo(JSON.readTree(answer.body()));
  }

  @Test
  void whatIsKeptOfRefusedBodiesFitsItsSchema() throws Exception {
    byte[] notUtf8 = {'{', (byte) 0xff, '}'};
    gateway.post("/api/v1/sessions", "");
    gateway.post("/api/v1/sessions", "{");
    gateway.post("/api/v1/sessions", Bodies.ping());
    gateway.post("/api/v1/downloaded", "[" + "1,".repeat(200) + "1]");
    gateway.post("/api/v1/downloaded", "[" + " ".repeat(70_000) + "]");
    gateway.send(POST, "/api/v1/sessions", notUtf8);

    ReportSchemas schemas = new ReportSchemas();
    assertThat(rejected(record -> schemas.violations(ReportSchemas.REJECTED, record.value()), 6))
        .containsOnly(List.of());
    assertThat(rejected(record -> read(record).path("bodyBytes").asInt(), 6)).contains(70_002);
    assertThat(rejected(record -> read(record).has("bodyBase64"), 6)).contains(true);
  }

  /** Something of each record of {@code media.rejected}, as soon as there are that many. */
  private static <T> List<T> rejected(Function<ConsumerRecord<byte[], byte[]>, T> what, int atLeast) {
    return Awaitility.await().until(gateway::rejected, kept -> kept.size() >= atLeast).stream().map(what).toList();
  }

  private static JsonNode read(ConsumerRecord<byte[], byte[]> record) {
    try {
      return JSON.readTree(record.value());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @CsvSource({"pause, pauseStart", "resume, play", "seekStart, ''", "stall, ''", "bufferComplete, play"})
  void aNameThatIsNoEventTypeIsAnswered400ThatSaysSo(String name, String instead) throws Exception {
    Answer answer = gateway.event(gateway.open(), Bodies.event(name, 1));

    assertThat(problem(answer, 400).get("message").asText()).contains(name).contains("not an event type")
        .contains(instead);
  }

  @Test
  void sessionStartOnAnOpenSessionAndAnyOtherTypeWithoutOneAreAnswered400() throws Exception {
    problem(gateway.event(gateway.open(), Bodies.SESSION_START), 400);
    problem(gateway.post("/api/v1/sessions", Bodies.ping()), 400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0000000000000000000000000000000000000000000000000000000000000000", "1", "..%2f", "%00", "é"})
  void aSidThatIsNotOursIsAnswered404(String sid) throws Exception {
    problem(gateway.event(sid, Bodies.ping()), 404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/api/v1", "/api/v1/sessions/abc", "/api/v2/sessions", "/api/v1/sessions/a/b/events",
    "/api/v1/schemas/play/x"})
  void anUnknownPathIsAnswered404(String path) throws Exception {
    problem(gateway.post(path, Bodies.SESSION_START), 404);
  }

  @ParameterizedTest
  @CsvSource({"/api/v1/sessions, 'OPTIONS,POST'", "/api/v1/sessions/abc/events, 'OPTIONS,POST'",
    "/api/v1/downloaded, 'OPTIONS,POST'", "/api/v1/schemas, 'GET,HEAD,OPTIONS'",
    "/api/v1/schemas/play, 'GET,HEAD,OPTIONS'"})
  void aWrongMethodIsAnswered405WithAllow(String path, String allow) throws Exception {
    for (HttpMethod method : List.of(PUT, DELETE, allow.contains("POST") ? GET : POST)) {
      Answer answer = gateway.send(method, path, NO_BODY);

      problem(answer, 405);
      assertThat(answer.headers().get("Allow")).isEqualTo(allow);
    }
  }

  @ParameterizedTest
  @EnumSource(EventType.class)
  void everyTypesSchemaIsServed(EventType type) throws Exception {
    Answer answer = gateway.send(GET, "/api/v1/schemas/" + type.wireName(), NO_BODY);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.headers().get("Content-Type")).isEqualTo("application/schema+json");
    assertThat(JSON.readTree(answer.body()).at("/$schema").asText())
        .isEqualTo("https://json-schema.org/draft/2020-12/schema");
  }

  @Test
  void theIndexOfSchemasIsServedAlsoToHead() throws Exception {
    Answer whole = gateway.send(GET, "/api/v1/schemas", NO_BODY);
    Answer head = gateway.send(HEAD, "/api/v1/schemas", NO_BODY);

    assertThat(whole.status()).isEqualTo(200);
    assertThat(JSON.readTree(whole.body()).get("$defs")).isNotNull();
    assertThat(head.status()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
  }

  @Test
  void aSchemaOfNoEventTypeIsAnswered404() throws Exception {
    problem(gateway.send(GET, "/api/v1/schemas/pause", NO_BODY), 404);
  }

  /** Reads a problem, and checks what all have in common. */
  private static JsonNode problem(Answer answer, int status) throws Exception {
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.headers().get("Content-Type")).isEqualTo("application/problem+json");
    assertThat(answer.headers().get("Access-Control-Allow-Origin")).isEqualTo("*");
    JsonNode problem = JSON.readTree(answer.body().getBytes(StandardCharsets.UTF_8));
    assertThat(problem.get("status").asInt()).isEqualTo(status);
    assertThat(problem.get("message").asText()).isNotBlank();
    return problem;
  }
}

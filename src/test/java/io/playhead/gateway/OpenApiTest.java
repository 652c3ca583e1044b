package io.playhead.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.event.EventType;
import io.playhead.gateway.TestGateway.Answer;
import io.playhead.kafka.KafkaExtension;
import io.playhead.kafka.TestKafka;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.OpenAPIVersion;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.contract.Path;
import io.vertx.openapi.validation.ResponseValidator;
import io.vertx.openapi.validation.ValidatableResponse;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Drives the gateway by the OpenAPI document that it serves. */
@ExtendWith({VertxExtension.class, KafkaExtension.class})
class OpenApiTest {
  private static final byte[] NO_BODY = {};
  /** The library reads JSON by these names only. */
  private static final Map<String, String> MEDIA_TYPES = Map.of("application/problem+json",
      "application/vnd.problem+json", "application/schema+json", "application/vnd.schema+json");

  private static TestGateway gateway;
  private static TestGateway strict;
  private static JsonObject document;
  private static OpenAPIContract contract;
  private static ResponseValidator answers;

  @BeforeAll
  static void load(Vertx vertx, TestKafka kafka) throws Exception {
    gateway = TestGateway.start(vertx, kafka);
    strict = TestGateway.start(vertx, kafka, "rateLimits.eventsPerSession=1", "rateLimits.startsPerAddress=1");
    Answer served = get("/api/v1/openapi.json");
    assertThat(served.headers().get("Content-Type")).isEqualTo("application/json");
    document = new JsonObject(served.body());
    contract = TestGateway.await(OpenAPIContract.from(vertx, new JsonObject(renamed(served.body()))));
    answers = ResponseValidator.create(vertx, contract);
  }

  @AfterAll
  static void stop() throws Exception {
    gateway.stop();
    strict.stop();
  }

  @Test
  void itIsOpenApi31() {
    assertThat(contract.getVersion()).isEqualTo(OpenAPIVersion.V3_1);
  }

  @Test
  void eachPathTakesTheMethodsThatItNamesAndNoOthers() throws Exception {
    for (Path path : contract.getPaths()) {
      Set<String> named = new HashSet<>();
      path.getOperations().forEach(operation -> named.add(operation.getHttpMethod().name()));

      Answer refused = gateway.send(HttpMethod.DELETE, target(path.getName(), "play"), NO_BODY);

      assertThat(refused.status()).isEqualTo(405);
      Set<String> taken = new HashSet<>(Arrays.asList(refused.headers().get("Allow").split(",")));
      taken.remove("HEAD");
      assertThat(taken).isEqualTo(named);
    }
  }

  @Test
  void everyExampleIsTakenAndAnsweredAsItSays() throws Exception {
    for (Operation operation : contract.operations()) {
      if (!HttpMethod.POST.equals(operation.getHttpMethod())) {
        continue;
      }
      for (Map.Entry<String, Object> example : examples(operation)) {
        String body = ((JsonObject) example.getValue()).getValue("value").toString();
        Answer answer = gateway.post(target(operation.getOpenAPIPath(), gateway.open()), body);
        assertThat(answer.status()).as("%s: %s", example.getKey(), answer.body()).isBetween(200, 299);
        conforms(operation, answer);
      }
    }
  }

  @Test
  void everyGetIsAnsweredAsItSays() throws Exception {
    for (Operation operation : contract.operations()) {
      if (HttpMethod.GET.equals(operation.getHttpMethod())) {
        Answer answer = get(target(operation.getOpenAPIPath(), "sessionStart"));
        assertThat(answer.status()).isEqualTo(200);
        conforms(operation, answer);
      }
    }
    conforms(contract.operation("schemaOfType"), get("/api/v1/schemas/nonsense"));
  }

  @Test
  void refusalsAreAnsweredAsItSays() throws Exception {
    Operation start = contract.operation("openSession");
    Operation event = contract.operation("postEvent");
    String sid = strict.open();

    refused(start, 400, gateway.post("/api/v1/sessions", "{}"));
    refused(start, 413, gateway.post("/api/v1/sessions", Bodies.pingOf(70_000)));
    refused(start, 429, lastOf(strict, "/api/v1/sessions", Bodies.SESSION_START, 429));
    refused(event, 400, gateway.event(gateway.open(), "{"));
    refused(event, 404, gateway.event("nonsense", Bodies.ping()));
    refused(event, 429, lastOf(strict, "/api/v1/sessions/" + sid + "/events", Bodies.ping(), 429));
  }

  @Test
  void theSchemasAreThoseThatValidate() throws Exception {
    JsonObject components = document.getJsonObject("components").getJsonObject("schemas");
    for (EventType type : EventType.values()) {
      JsonObject served = new JsonObject(get("/api/v1/schemas/" + type.wireName()).body());

      assertThat(components.getJsonObject(type.wireName()).getJsonObject("properties").fieldNames())
          .isEqualTo(served.getJsonObject("properties").fieldNames());
    }
    assertThat(document.encode()).doesNotContain("$defs");
  }

  /** A limit of the strict gateway may let the first ones pass. */
  private static Answer lastOf(TestGateway gateway, String path, String body, int expected) throws Exception {
    Answer answer = gateway.post(path, body);
    for (int i = 0; i < 20 && answer.status() != expected; i++) {
      answer = gateway.post(path, body);
    }
    return answer;
  }

  private static void refused(Operation operation, int status, Answer answer) throws Exception {
    assertThat(answer.status()).isEqualTo(status);
    conforms(operation, answer);
  }

  private static void conforms(Operation operation, Answer answer) throws Exception {
    Map<String, String> headers = new HashMap<>();
    answer.headers().forEach(header -> headers.put(header.getKey(), header.getValue()));
    String type = answer.headers().get("Content-Type");
    ValidatableResponse response = type == null
        ? ValidatableResponse.create(answer.status(), headers)
        : ValidatableResponse.create(answer.status(), headers, Buffer.buffer(answer.body()),
            MEDIA_TYPES.getOrDefault(type, type));

    assertThat(TestGateway.await(answers.validate(response, operation.getOperationId()))).isNotNull();
  }

  private static List<Map.Entry<String, Object>> examples(Operation operation) {
    JsonObject examples = operation.getOpenAPIModel().getJsonObject("requestBody").getJsonObject("content")
        .getJsonObject("application/json").getJsonObject("examples");
    return examples.stream().filter(example -> !example.getKey().startsWith("__")).toList();
  }

  private static String target(String path, String parameter) {
    return path.replaceAll("\\{\\w+}", parameter);
  }

  private static Answer get(String path) throws Exception {
    return gateway.send(HttpMethod.GET, path, NO_BODY);
  }

  private static String renamed(String text) {
    String renamed = text;
    for (Map.Entry<String, String> type : MEDIA_TYPES.entrySet()) {
      renamed = renamed.replace(type.getKey(), type.getValue());
    }
    return renamed;
  }
}

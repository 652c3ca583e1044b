package io.playhead.reports;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.playhead.reports.query.SampleStore;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.junit5.VertxExtension;
import io.vertx.openapi.contract.Location;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.contract.Parameter;
import io.vertx.openapi.validation.ResponseValidator;
import io.vertx.openapi.validation.ValidatableResponse;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The query API over HTTP, driven by the OpenAPI document that it serves. */
@ExtendWith(VertxExtension.class)
class QueryRoutesTest {
  /** The library reads JSON by this name only. */
  private static final String PROBLEM = "application/vnd.problem+json";

  /** Served beside the queries, and tested by themselves; of media types that the library does not know. */
  private static final Set<String> STREAMS =
      Set.of("/reports/v1/sessions/{sid}/events", "/reports/v1/export", "/reports/v1/watch");
  private static final Map<String, String> EXAMPLES = Map.of("by", "channel", "of", "timeToStart");

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private static final SimpleMeterRegistry METERS = new SimpleMeterRegistry();

  private static SampleStore store;
  private static HttpServer server;
  private static OpenAPIContract contract;
  private static ResponseValidator answers;
  private static JsonObject export;

  @BeforeAll
  static void start(Vertx vertx, @TempDir Path directory) throws Exception {
    store = new SampleStore(directory);
    Router router = Router.router(vertx);
    new QueryRoutes(store.rows(), vertx.createSharedWorkerExecutor("queries", 2), () -> SampleStore.NOW, 100, METERS)
        .addTo(router);
    new ExportRoutes(store.exports(100), vertx.createSharedWorkerExecutor("queries", 2),
        vertx.createSharedWorkerExecutor("exports", 2), () -> SampleStore.NOW, METERS).addTo(router);
    server = vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1").await();
    JsonObject document = new JsonObject(get("/openapi.json").body().replace("application/problem+json", PROBLEM));
    export = document.getJsonObject("paths").getJsonObject("/reports/v1/export").getJsonObject("get").copy();
    STREAMS.forEach(document.getJsonObject("paths")::remove);
    contract = OpenAPIContract.from(vertx, document).await();
    answers = ResponseValidator.create(vertx, contract);
  }

  @AfterAll
  static void stop() throws Exception {
    server.close().await();
    store.close();
  }

  static Stream<String> operations() {
    return contract.operations().stream().map(Operation::getOperationId);
  }

  @ParameterizedTest
  @MethodSource("operations")
  void everyPathIsAnsweredAsTheDocumentSays(String id) throws Exception {
    Operation operation = contract.operation(id);

    HttpResponse<String> answer = get(path(operation) + "?" + required(operation));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    conforms(operation, answer);
  }

  @ParameterizedTest
  @MethodSource("operations")
  void everyParameterThatIsNamedIsKnown(String id) throws Exception {
    for (Parameter parameter : query(contract.operation(id))) {
      HttpResponse<String> answer = get(path(contract.operation(id)) + "?" + parameter.getName() + "=");

      assertThat(answer.body()).doesNotContain("no such parameter");
    }
  }

  @ParameterizedTest
  @MethodSource("operations")
  void aParameterThatIsNotNamedIsRefused(String id) throws Exception {
    Operation operation = contract.operation(id);
    if (id.equals("openApi") || id.equals("session")) {
      return;
    }

    HttpResponse<String> answer = get(path(operation) + "?" + required(operation) + "&nonsense=1");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(new JsonObject(answer.body()).getString("message")).startsWith("nonsense: no such parameter here");
    conforms(operation, answer);
  }

  @ParameterizedTest
  @CsvSource({"summary, from=yesterday, from:", "summary, zone=Mars, zone:", "summary, metrics=x, metrics:",
    "summary, metrics=drops&metrics=drops, metrics: given 2 times", "summary, filter=x:1, filter:",
    "timeseries, interval=week, interval:", "breakdown, by=, by:", "breakdown, by=channel&limit=x, limit:",
    "breakdown, by=channel&order=x, order:", "breakdown, by=channel&trend=week, trend:",
    "export, query=breakdown&by=channel&trend=day, trend: no such parameter here", "distribution, of=x, of:",
    "errors, limit=0, limit:",
    "live, filter=genre:x, filter:", "live, zone=UTC, zone: no such parameter here; there are filter",
    "metrics, from=2026-11-22, from: no such parameter here; there are none", "dimensions, filter=name:x, filter:",
    "rejected, filter=name:x, filter:", "sessions, cursor=x, cursor:",
    "sessions, order=name, order:", "export, format=csv, table:", "export, table=ads&query=errors, table:",
    "export, table=offsets, table:", "export, query=live, query:", "export, query=summary&format=xml, format:",
    "export, query=summary&by=channel, by: no such parameter here", "export, query=breakdown, by:",
    "export, query=breakdown&by=channel&limit=101, limit:", "export, query=sessions&filter=x:1, filter:",
    "export, query=sessions&order=name, order:", "export, table=ads&filter=channel:web, filter:",
    "export, table=ads&zone=Mars, zone:"})
  void whatIsWrongIsNamed(String path, String query, String message) throws Exception {
    HttpResponse<String> answer = get("/" + path + "?" + query);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(new JsonObject(answer.body()).getString("message")).startsWith(message);
  }

  @Test
  void everyQueryOfTheDocumentCanBeExported() throws Exception {
    for (Object query : parameter("query").getJsonObject("schema").getJsonArray("enum")) {
      HttpResponse<String> answer =
          get("/export?query=" + query + Map.of("breakdown", "&by=channel", "distribution", "&of=timeToStart")
              .getOrDefault(String.valueOf(query), ""));

      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/csv; charset=utf-8");
      assertThat(answer.headers().firstValue("Content-Disposition"))
          .hasValue("attachment; filename=\"" + query + ".csv\"");
    }
  }

  @Test
  void everyTableOfTheDocumentCanBeExported() throws Exception {
    for (Object table : parameter("table").getJsonObject("schema").getJsonArray("enum")) {
      assertThat(get("/export?table=" + table).statusCode()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @CsvSource({"interval=hour, answered", "interval=week, refused"})
  void questionsAreCountedByWhatBecameOfThem(String query, String outcome) throws Exception {
    get("/timeseries?" + query);

    assertThat(
        METERS.get("playhead.reports.queries").tag("path", "/timeseries").tag("outcome", outcome).timer().count())
        .isPositive();
  }

  @ParameterizedTest
  @CsvSource({"table=ads, answered", "table=none, refused"})
  void filesAreCountedAsQuestionsAre(String query, String outcome) throws Exception {
    get("/export?" + query);

    assertThat(METERS.get("playhead.reports.queries").tag("path", "/export").tag("outcome", outcome).timer().count())
        .isPositive();
  }

  @Test
  void aSessionThatIsNotThereIsNotFound() throws Exception {
    assertThat(get("/sessions/" + "f".repeat(64)).statusCode()).isEqualTo(404);
    assertThat(get("/sessions/nonsense").statusCode()).isEqualTo(404);
  }

  private static JsonObject parameter(String name) {
    return export.getJsonArray("parameters").stream().map(JsonObject.class::cast)
        .filter(parameter -> name.equals(parameter.getString("name"))).findFirst().orElseThrow();
  }

  private static String path(Operation operation) {
    return operation.getOpenAPIPath().substring(QueryRoutes.BASE.length()).replace("{sid}", SampleStore.A);
  }

  private static String required(Operation operation) {
    return query(operation).stream().filter(Parameter::isRequired)
        .map(parameter -> parameter.getName() + "=" + EXAMPLES.get(parameter.getName()))
        .collect(Collectors.joining("&"));
  }

  private static List<Parameter> query(Operation operation) {
    return operation.getParameters().stream().filter(parameter -> parameter.getIn() == Location.QUERY).toList();
  }

  private static void conforms(Operation operation, HttpResponse<String> answer) {
    String type = answer.headers().firstValue("Content-Type").orElseThrow();
    answers.validate(ValidatableResponse.create(answer.statusCode(),
        Map.of("content-type", type.contains("problem") ? PROBLEM : type), Buffer.buffer(answer.body()),
        type.contains("problem") ? PROBLEM : type), operation.getOperationId()).await();
  }

  private static HttpResponse<String> get(String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + server.actualPort() + QueryRoutes.BASE + path);
    return CLIENT.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }
}

package io.playhead.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.playhead.config.ManagementConfig;
import io.playhead.ops.Health.Status;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.core.transport.Transport;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ManagementVerticleTest {
  private final PrometheusMeterRegistry registry = Metrics.registry();
  private final Vertx vertx = Metrics.vertx(new VertxOptions(), Transport.NIO, registry);
  private final Health health = new Health();
  private final ManagementVerticle management = new ManagementVerticle(new ManagementConfig("127.0.0.1", 0), health,
      registry, router -> router.get("/sessions/:sid").handler(request -> request.end(request.pathParam("sid"))),
      Duration.ZERO);

  @BeforeEach
  void deploy() {
    vertx.deployVerticle(management).await();
  }

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @Test
  void liveIs200WithEachCheck() throws Exception {
    health.addLive("event loops", () -> Status.up("turning"));
    HttpResponse<String> response = get("/health/live");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("content-type")).hasValue("application/json");
    assertThat(new JsonObject(response.body())).isEqualTo(new JsonObject("""
        {"status": "up", "checks": {"event loops": {"status": "up", "detail": "turning"}}}"""));
  }

  @Test
  void readyIs503WhenACheckIsDown() throws Exception {
    health.addReady("topics", () -> Status.down("media.events is missing"));
    HttpResponse<String> response = get("/health/ready");
    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(new JsonObject(response.body())).isEqualTo(new JsonObject("""
        {"status": "down", "checks": {"topics": {"status": "down", "detail": "media.events is missing"}}}"""));
  }

  @Test
  void aProcessThatIsJustStartingIsAskedAgainUntilItIsReady() throws Exception {
    ManagementVerticle patient = new ManagementVerticle(new ManagementConfig("127.0.0.1", 0), health, registry,
        router -> {}, Duration.ofMinutes(1));
    vertx.deployVerticle(patient).await();
    AtomicInteger asked = new AtomicInteger();
    health.addReady("listener", () -> asked.incrementAndGet() < 3 ? Status.down("not yet") : Status.up("listening"));

    URI ready = URI.create("http://127.0.0.1:" + patient.port() + "/health/ready");
    assertThat(send(HttpRequest.newBuilder(ready).build()).statusCode()).isEqualTo(200);
    assertThat(asked).hasValue(3);

    health.addReady("listener", () -> Status.down("draining"));
    assertThat(send(HttpRequest.newBuilder(ready).build()).statusCode()).isEqualTo(503);
  }

  @Test
  void aProcessThatIsToldToEndWhileItIsStartingAnswersAtOnceThatItIsNotReady() throws Exception {
    ManagementVerticle patient = new ManagementVerticle(new ManagementConfig("127.0.0.1", 0), health, registry,
        router -> {}, Duration.ofDays(1));
    vertx.deployVerticle(patient).await();
    AtomicInteger asked = new AtomicInteger();
    health.addReady("listener", () -> {
      if (asked.incrementAndGet() == 3) {
        patient.end();
      }
      return Status.down("not yet");
    });

    URI ready = URI.create("http://127.0.0.1:" + patient.port() + "/health/ready");
    assertThat(send(HttpRequest.newBuilder(ready).build()).statusCode()).isEqualTo(503);
    assertThat(send(HttpRequest.newBuilder(ready).build()).statusCode()).isEqualTo(503);
  }

  @Test
  void metricsTellReadinessToo() throws Exception {
    assertThat(get("/metrics").body()).contains("playhead_ready 1.0").contains("playhead_live 1.0");
    health.addReady("listener", () -> Status.down("not yet"));
    assertThat(get("/metrics").body()).contains("playhead_ready 0.0").contains("playhead_live 1.0");
  }

  @Test
  void readyFollowsItsChecks() throws Exception {
    health.addReady("listener", () -> Status.down("not yet"));
    assertThat(get("/health/ready").statusCode()).isEqualTo(503);
    health.addReady("listener", () -> Status.up("on port 8080"));
    assertThat(get("/health/ready").statusCode()).isEqualTo(200);
  }

  @Test
  void metricsHaveThoseOfTheJvmAndOfVertx() throws Exception {
    get("/health/live");
    HttpResponse<String> response = get("/metrics");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("content-type")).hasValue("text/plain; version=0.0.4; charset=utf-8");
    assertThat(response.body()).contains("jvm_memory_used_bytes", "jvm_gc_", "jvm_threads_live_threads",
        "jvm_classes_loaded_classes", "process_cpu_usage", "process_uptime_seconds", "vertx_pool_");
  }

  @Test
  void metricsHaveNoLabelThatAClientCanMakeUp() throws Exception {
    get("/health/live");
    get("/sessions/0123abcd");
    send(HttpRequest.newBuilder(uri("/made/up")).method("MADEUP", HttpRequest.BodyPublishers.noBody()).build());
    assertThat(get("/metrics").body()).doesNotContain("0123abcd", "made/up", "MADEUP", "path=", "route=", "method=");
  }

  @Test
  void anUnknownPathIsAProblem() throws Exception {
    HttpResponse<String> response = get("/unknown");
    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.headers().firstValue("content-type")).hasValue("application/problem+json");
    assertThat(new JsonObject(response.body()).getInteger("status")).isEqualTo(404);
    assertThat(new JsonObject(response.body()).getString("message")).startsWith("no such path");
  }

  @Test
  void othersCanAddRoutes() throws Exception {
    assertThat(get("/sessions/0123abcd").body()).isEqualTo("0123abcd");
  }

  private HttpResponse<String> get(String path) throws Exception {
    return send(HttpRequest.newBuilder(uri(path)).build());
  }

  private static HttpResponse<String> send(HttpRequest request) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request, BodyHandlers.ofString());
    }
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + management.port() + path);
  }
}

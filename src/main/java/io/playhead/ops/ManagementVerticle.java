package io.playhead.ops;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.playhead.config.ManagementConfig;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The management server: {@code GET /health/live} and {@code /health/ready} (200, or 503 if a check is down; JSON with
 * the state of each), and {@code GET /metrics} for Prometheus. Others can add routes.
 *
 * <p>It listens before the roles do. A process that is just starting is asked again until it is ready before it says
 * that it is not: there are tools that take the first answer of any kind for readiness.
 */
public final class ManagementVerticle extends VerticleBase {
  private static final long ASK_AGAIN_MILLIS = 20;

  private final ManagementConfig config;
  private final Health health;
  private final PrometheusMeterRegistry registry;
  private final Consumer<Router> routes;
  private final Duration patience;
  private final long madeAt = System.nanoTime();
  private volatile boolean isSettled;
  private volatile int port;

  /**
   * Makes the verticle; it listens when deployed.
   *
   * @param routes adds what else the role shows, such as a session's state
   * @param patience how long from now a question whether it is ready waits for the answer to become yes
   */
  public ManagementVerticle(ManagementConfig config, Health health, PrometheusMeterRegistry registry,
      Consumer<Router> routes, Duration patience) {
    this.config = config;
    this.health = health;
    this.registry = registry;
    this.routes = routes;
    this.patience = patience;
  }

  /** Says that the process is ending: from now on nobody waits for it to become ready. */
  public void end() {
    isSettled = true;
  }

  /** The port it listens on, once deployed: as configured, or the free one that was taken. */
  public int port() {
    return port;
  }

  @Override
  public Future<HttpServer> start() {
    gauge("playhead.live", "1 while this process is live, 0 while a check is down", Health::live);
    gauge("playhead.ready", "1 while this process is ready, 0 while a check is down", Health::ready);
    Router router = Router.router(vertx);
    router.get("/health/live").handler(request -> answer(request, health.live()));
    router.get("/health/ready").handler(this::ready);
    router.get("/metrics").handler(this::metrics);
    routes.accept(router);
    router.errorHandler(404,
        request -> problem(request, 404, "no such path; there are /health/live, /health/ready and /metrics"));
    router.errorHandler(405, request -> problem(request, 405, "method not allowed"));
    router.errorHandler(500, request -> problem(request, 500, "internal error"));
    return vertx.createHttpServer().requestHandler(router).listen(config.port(), config.host())
        .onSuccess(server -> port = server.actualPort()).recover(e -> Future
            .failedFuture(new IllegalStateException("management.port: cannot listen on " + config.port(), e)));
  }

  private void ready(RoutingContext request) {
    Health.Report report = health.ready();
    if (report.up()) {
      isSettled = true;
    }
    if (isSettled || System.nanoTime() - madeAt > patience.toNanos()) {
      answer(request, report);
    } else if (!request.response().closed()) {
      vertx.setTimer(ASK_AGAIN_MILLIS, again -> ready(request));
    }
  }

  private void gauge(String name, String description, Function<Health, Health.Report> ask) {
    Gauge.builder(name, health, checks -> ask.apply(checks).up() ? 1 : 0).description(description).register(registry);
  }

  /** Off the event loop, because that may be one that serves players, and a large page takes milliseconds. */
  private void metrics(RoutingContext request) {
    vertx.executeBlocking(() -> registry.scrape())
        .onSuccess(page -> request.response()
            .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8").end(page))
        .onFailure(request::fail);
  }

  private static void answer(RoutingContext request, Health.Report report) {
    var checks = new JsonObject();
    report.checks().forEach((name, status) -> checks.put(name, new JsonObject().put("status", word(status.up()))
        .put("detail", status.detail())));
    var body = new JsonObject().put("status", word(report.up())).put("checks", checks);
    request.response().setStatusCode(report.up() ? 200 : 503)
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json").end(body.encode());
  }

  private static void problem(RoutingContext request, int status, String message) {
    request.response().setStatusCode(status).putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json")
        .end(new JsonObject().put("status", status).put("message", message).encode());
  }

  private static String word(boolean up) {
    return up ? "up" : "down";
  }
}

package io.playhead.gateway;

import io.playhead.config.HttpConfig;
import io.playhead.sessionid.SessionIds;
import io.playhead.validation.Endpoint;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.Router;
import java.security.SecureRandom;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The public HTTP server. One instance runs on each event loop; they share the port, and nothing of a request outlives
 * it.
 *
 * <p>When it is undeployed it takes no new connections, and waits for the requests it has.
 */
public final class GatewayVerticle extends VerticleBase {
  private final HttpConfig http;
  private final Optional<TlsFiles> tls;
  private final GatewayResources resources;
  private volatile @Nullable HttpServer server;

  /** A server by this configuration; without TLS files it speaks plain HTTP. */
  public GatewayVerticle(HttpConfig http, Optional<TlsFiles> tls, GatewayResources resources) {
    this.http = http;
    this.tls = tls;
    this.resources = resources;
  }

  @Override
  public Future<?> start() {
    GatewayRouter routes = new GatewayRouter(new Cors(http.corsOrigins()), resources.metrics(),
        resources.inFlight(), resources.tracing());
    HttpServer created = vertx.createHttpServer(options());
    server = created;
    Intake intake = intake();
    BodyLimits object = BodyLimits.of(http.maxBody().bytes());
    EventsHandler events = new EventsHandler(intake, resources.closed(), object);
    return created.requestHandler(routes.ahead(router(routes, intake, events, object), events))
        .invalidRequestHandler(routes::refuseInvalid)
        .connectionHandler(this::follow)
        .listen()
        .recover(e -> Future.failedFuture(new IllegalStateException("http.port: cannot listen on " + http.port(), e)));
  }

  @Override
  public Future<?> stop() {
    HttpServer listening = server;
    return listening == null
        ? Future.succeededFuture()
        : listening.shutdown(http.drainTimeout().toMillis(), TimeUnit.MILLISECONDS);
  }

  /** The port it listens on, once deployed. */
  public int port() {
    return Objects.requireNonNull(server, "not deployed").actualPort();
  }

  /**
   * Serves new connections, of all instances that share the port, with other TLS files; only where there were some
   * before.
   */
  Future<Void> useTls(TlsFiles files) {
    return Objects.requireNonNull(server, "not deployed").updateSSLOptions(files.options()).mapEmpty();
  }

  private Router router(GatewayRouter routes, Intake intake, EventsHandler events, BodyLimits object) {
    // Few threads, because to judge a large batch takes a while, and events are more urgent.
    WorkerExecutor large = vertx.createSharedWorkerExecutor("large-bodies", 2);
    BodyLimits array = BodyLimits.of(http.maxBatch().bytes());
    BodyLimits either = new BodyLimits(object.object(), array.array());
    return routes.create(vertx,
        new SessionsHandler(large, Endpoint.SESSIONS, intake, either),
        events,
        new SessionsHandler(large, Endpoint.DOWNLOADED, intake, array),
        resources.schemas(), resources.openApi());
  }

  private Intake intake() {
    return new Intake(
        new SessionIds(resources.keys(), new SecureRandom()),
        resources.clock(),
        new BodyReader(vertx, http.requestTimeout()),
        resources.validator(),
        new Appends(resources.eventLog().appender(context),
            new PlayerAddress(resources.address(), resources.doors().addresses())),
        resources.doors(),
        new Refusals(resources.rejectedLog(), resources.metrics()));
  }

  private HttpServerOptions options() {
    int maxHeader = (int) http.maxHeader().bytes();
    HttpServerOptions options = new HttpServerOptions()
        .setHost(http.host())
        .setPort(http.port())
        .setTcpNoDelay(true)
        // All answers are given on their event loop: no queue between threads. GatewayRouter keeps the bound it had.
        .setStrictThreadMode(true)
        .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
        // Only what a player sends counts: a time-out that looks at answers too costs each of them a listener. On
        // HTTP/1 a ConnectionGuard takes its place.
        .setReadIdleTimeout((int) http.idleTimeout().toMillis())
        .setMaxInitialLineLength(maxHeader)
        .setMaxHeaderSize(maxHeader)
        // There are no web sockets here, and their handler would look at each request and answer.
        .setPerFrameWebSocketCompressionSupported(false)
        .setPerMessageWebSocketCompressionSupported(false)
        .setHttp2ClearTextEnabled(true)
        .setInitialSettings(new Http2Settings().setMaxHeaderListSize(maxHeader).setMaxConcurrentStreams(100));
    tls.map(TlsFiles::options).ifPresent(secure -> options.setSsl(true)
        .setSslEngineOptions(TlsEngine.best())
        .setUseAlpn(true)
        .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
        .setSslHandshakeTimeout(http.requestTimeout().toMillis())
        .setKeyCertOptions(secure.getKeyCertOptions())
        .setTrustOptions(secure.getTrustOptions())
        .setClientAuth(secure.getClientAuth()));
    return options;
  }

  private void follow(HttpConnection connection) {
    resources.metrics().connected();
    connection.closeHandler(closed -> resources.metrics().disconnected());
    if (connection instanceof ConnectionBase netty) {
      ConnectionGuard.guard(netty.channelHandlerContext().pipeline(), http.requestTimeout(), http.idleTimeout());
    }
  }
}

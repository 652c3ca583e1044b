package io.playhead.reports;

import io.micrometer.core.instrument.MeterRegistry;
import io.playhead.config.KafkaConfig;
import io.playhead.config.PlayheadConfig;
import io.playhead.config.ReportsConfig;
import io.playhead.eventlog.Topics;
import io.playhead.reports.inspector.SessionInspector;
import io.playhead.reports.query.Exports;
import io.playhead.reports.query.Rows;
import io.playhead.reports.query.SessionQueries;
import io.playhead.reports.store.ReportStore;
import io.playhead.reports.watch.CallFeed;
import io.playhead.reports.watch.WatchRoute;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.jspecify.annotations.Nullable;

/** The HTTP server of the reports port: the query API and the page. Whatever asks the store waits in threads of its own. */
public final class ReportsVerticle extends VerticleBase {
  /** Questions at once; the others wait, so that each has its part of the store's memory. */
  private static final int QUERIES = 8;
  /** Files of tables and sessions written at once: each may be a copy of all. */
  private static final int EXPORTS = 2;
  /** Sessions read from the log at once: each may take megabytes. */
  private static final int INSPECTIONS = 2;
  private static final long SHUTDOWN_SECONDS = 10;

  private final ReportsConfig config;
  private final ReportStore store;
  private final CallFeed calls;
  private final SessionInspector inspector;
  private final InstantSource clock;
  private final MeterRegistry meters;
  private volatile @Nullable HttpServer server;

  /**
   * A server that answers from that store.
   *
   * @param clock tells now, where a question names no end
   * @param meters count questions
   */
  public ReportsVerticle(PlayheadConfig config, ReportStore store, InstantSource clock, MeterRegistry meters) {
    this.config = config.reports();
    this.store = store;
    Topics topics = new Topics(config.topics());
    this.calls = new CallFeed(config.kafka(), topics);
    this.inspector = new SessionInspector(consumer(config.kafka()), topics.events().name(),
        config.reports().inspectorRecords(), config.reports().inspectorTime());
    this.clock = clock;
    this.meters = meters;
  }

  @Override
  public Future<?> start() {
    Router router = ReportsRouter.create(vertx, new BearerTokens(config.tokenHashes()), routes());
    HttpServer created = vertx.createHttpServer(new HttpServerOptions().setCompressionSupported(true));
    server = created;
    return created.requestHandler(router).listen(config.port(), config.host()).recover(
        e -> Future.failedFuture(new IllegalStateException("reports.port: cannot listen on " + config.port(), e)));
  }

  private static Map<String, Object> consumer(KafkaConfig kafka) {
    Map<String, Object> settings = new HashMap<>(kafka.consumer());
    settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
    return settings;
  }

  /** What is added here is served. */
  private List<Consumer<Router>> routes() {
    WorkerExecutor workers = vertx.createSharedWorkerExecutor("report-queries", QUERIES);
    Rows rows = new Rows(store::connection, config.queryTimeout());
    SessionQueries sessions = new SessionQueries(rows);
    return List.of(new QueryRoutes(rows, workers, clock, config.maxRows(), meters)::addTo,
        new ExportRoutes(new Exports(store::connection, store.exports(), rows, config.maxRows()),
            workers, vertx.createSharedWorkerExecutor("report-exports", EXPORTS), clock, meters)::addTo,
        new InspectorRoute(sessions, inspector, vertx.createSharedWorkerExecutor("inspections", INSPECTIONS))::addTo,
        new WatchRoute(calls, sessions::openSessionsOf, workers)::addTo);
  }

  /** The port it listens on, once deployed: as configured, or the free one that was taken. */
  public int port() {
    return Objects.requireNonNull(server, "not deployed").actualPort();
  }

  @Override
  public Future<?> stop() {
    calls.close();
    HttpServer listening = server;
    return listening == null ? Future.succeededFuture() : listening.shutdown(SHUTDOWN_SECONDS, TimeUnit.SECONDS);
  }
}

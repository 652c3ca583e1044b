package io.playhead.reports;

import io.playhead.config.ReportsConfig;
import io.playhead.reports.store.ReportStore;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The HTTP server of the reports port: the query API and the page. Whatever asks the store waits in threads of its own. */
public final class ReportsVerticle extends VerticleBase {
  /** Questions at once; the others wait, so that each has its part of the store's memory. */
  private static final int QUERIES = 8;
  private static final long SHUTDOWN_SECONDS = 10;

  private final ReportsConfig config;
  private final ReportStore store;
  private volatile @Nullable HttpServer server;

  /** A server that answers from that store. */
  public ReportsVerticle(ReportsConfig config, ReportStore store) {
    this.config = config;
    this.store = store;
  }

  @Override
  public Future<?> start() {
    Router router = ReportsRouter.create(vertx, new BearerTokens(config.tokenHashes()), routes());
    HttpServer created = vertx.createHttpServer(new HttpServerOptions().setCompressionSupported(true));
    server = created;
    return created.requestHandler(router).listen(config.port(), config.host()).recover(
        e -> Future.failedFuture(new IllegalStateException("reports.port: cannot listen on " + config.port(), e)));
  }

  /** What is added here is served. */
  private List<Consumer<Router>> routes() {
    WorkerExecutor workers = vertx.createSharedWorkerExecutor("report-queries", QUERIES);
    return List.of(new ExportRoutes(store, workers)::addTo);
  }

  /** The port it listens on, once deployed: as configured, or the free one that was taken. */
  public int port() {
    return Objects.requireNonNull(server, "not deployed").actualPort();
  }

  @Override
  public Future<?> stop() {
    HttpServer listening = server;
    return listening == null ? Future.succeededFuture() : listening.shutdown(SHUTDOWN_SECONDS, TimeUnit.SECONDS);
  }
}

package io.playhead.reports;

import io.playhead.reports.query.Exports;
import io.playhead.reports.query.Exports.Written;
import io.playhead.reports.query.Question;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code GET /reports/v1/export}: the rows of a table or of a query as a file. The store writes the file on its disk, then it is sent
 * from there.
 */
final class ExportRoutes {
  private static final Logger LOG = LoggerFactory.getLogger(ExportRoutes.class);
  private static final String PATH = QueryRoutes.BASE + "/export";

  private final Exports exports;
  private final WorkerExecutor workers;
  private final InstantSource clock;

  /**
   * The route.
   *
   * @param workers where files are written
   * @param clock tells now, where a question names no end
   */
  ExportRoutes(Exports exports, WorkerExecutor workers, InstantSource clock) {
    this.exports = exports;
    this.workers = workers;
    this.clock = clock;
  }

  void addTo(Router router) {
    router.get(PATH).handler(this::export);
  }

  private void export(RoutingContext request) {
    Question question = new Question(QueryRoutes.parameters(request.queryParams()), clock.instant());
    workers.executeBlocking(() -> exports.write(question), false).compose(written -> send(request, written))
        .onFailure(failure -> failed(request, failure));
  }

  private Future<Void> send(RoutingContext request, Written written) {
    String file = written.file().toString();
    return request.response().putHeader(HttpHeaders.CONTENT_TYPE, written.format().mediaType())
        .putHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + written.name() + "\"")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store").sendFile(file)
        .eventually(() -> request.vertx().fileSystem().delete(file));
  }

  /** A reader that goes away in the middle is no failure of ours. */
  private static void failed(RoutingContext request, Throwable failure) {
    if (request.response().headWritten() || request.response().closed()) {
      LOG.debug("An export was not read to its end", failure);
    } else {
      QueryRoutes.fail(request, failure);
    }
  }
}

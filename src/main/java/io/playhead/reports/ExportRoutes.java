package io.playhead.reports;

import io.micrometer.core.instrument.MeterRegistry;
import io.playhead.reports.query.Exports;
import io.playhead.reports.query.Exports.Written;
import io.playhead.reports.query.Question;
import io.playhead.reports.query.Writing;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code GET /reports/v1/export}: the rows of a table or of a query as a file. The store writes the file on its disk, then it is sent
 * from there.
 */
final class ExportRoutes {
  private static final Logger LOG = LoggerFactory.getLogger(ExportRoutes.class);
  private static final String PATH = "/export";

  private final Exports exports;
  private final WorkerExecutor queries;
  private final WorkerExecutor copies;
  private final InstantSource clock;
  private final QueryMetrics meters;

  /**
   * The route.
   *
   * @param queries where files of answers are written
   * @param copies where files are written that may be of any size, so that the others need not wait for them
   * @param clock tells now, where a question names no end
   * @param meters count files
   */
  ExportRoutes(Exports exports, WorkerExecutor queries, WorkerExecutor copies, InstantSource clock,
      MeterRegistry meters) {
    this.exports = exports;
    this.queries = queries;
    this.copies = copies;
    this.clock = clock;
    this.meters = new QueryMetrics(meters);
  }

  void addTo(Router router) {
    meters.know(PATH);
    router.get(QueryRoutes.BASE + PATH).handler(this::export);
  }

  private void export(RoutingContext request) {
    Question question = new Question(QueryRoutes.parameters(request.queryParams()), clock.instant());
    Writing writing = new Writing();
    request.addEndHandler(over -> writing.cancel());
    long begun = System.nanoTime();
    workers(request).executeBlocking(() -> exports.write(question, writing), false)
        .onComplete(written -> meters.asked(PATH, written, Duration.ofNanos(System.nanoTime() - begun)))
        .compose(written -> send(request, written))
        .onFailure(failure -> failed(request, failure));
  }

  private WorkerExecutor workers(RoutingContext request) {
    return exports.isAnswer(request.queryParams().get("query")) ? queries : copies;
  }

  private Future<Void> send(RoutingContext request, Written written) {
    String file = written.file().toString();
    if (request.response().closed()) {
      return request.vertx().fileSystem().delete(file);
    }
    request.response().putHeader(HttpHeaders.CONTENT_TYPE, written.format().mediaType())
        .putHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + written.name() + "\"")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    return new FileAnswer(request).send(file).eventually(() -> request.vertx().fileSystem().delete(file));
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

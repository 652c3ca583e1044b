package io.playhead.reports;

import io.playhead.reports.store.Export;
import io.playhead.reports.store.Export.Format;
import io.playhead.reports.store.ReportStore;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code GET /reports/v1/export?table=…&format=csv|parquet&from=…&to=…}: the rows of a table as a file, of any size. The store writes the
 * file on its disk, then it is sent from there.
 */
final class ExportRoutes {
  private static final Logger LOG = LoggerFactory.getLogger(ExportRoutes.class);
  private static final String PATH = "/reports/v1/export";
  private static final Set<String> PARAMETERS = Set.of("table", "format", "from", "to");
  private static final Map<Format, String> TYPES =
      Map.of(Format.CSV, "text/csv; charset=utf-8", Format.PARQUET, "application/vnd.apache.parquet");

  private final Export export;
  private final WorkerExecutor workers;

  ExportRoutes(ReportStore store, WorkerExecutor workers) {
    this.export = new Export(store);
    this.workers = workers;
  }

  void addTo(Router router) {
    router.get(PATH).handler(this::export);
  }

  private void export(RoutingContext request) {
    Export.Wish wish;
    try {
      wish = wish(request);
    } catch (IllegalArgumentException | DateTimeException e) {
      Problem.answer(request, 400, String.valueOf(e.getMessage()));
      return;
    }
    workers.executeBlocking(() -> export.write(wish), false).compose(file -> send(request, wish, file))
        .onFailure(failure -> failed(request, failure));
  }

  private Future<Void> send(RoutingContext request, Export.Wish wish, Path file) {
    return request.response().putHeader(HttpHeaders.CONTENT_TYPE, TYPES.get(wish.format()))
        .putHeader(HttpHeaders.CONTENT_DISPOSITION,
            "attachment; filename=\"" + wish.table() + "." + wish.format().suffix() + "\"")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store").sendFile(file.toString())
        .eventually(() -> request.vertx().fileSystem().delete(file.toString()));
  }

  /** A reader that goes away in the middle is no failure of ours. */
  private static void failed(RoutingContext request, Throwable failure) {
    if (request.response().headWritten() || request.response().closed()) {
      LOG.debug("An export was not read to its end", failure);
    } else {
      request.fail(failure);
    }
  }

  private static Export.Wish wish(RoutingContext request) {
    for (String name : request.queryParams().names()) {
      if (!PARAMETERS.contains(name)) {
        throw new IllegalArgumentException(name + ": no such parameter; there are table, format, from and to");
      }
    }
    return Export.Wish.of(one(request, "table").orElse(""), one(request, "format").orElse("csv"),
        one(request, "from").map(Instant::parse), one(request, "to").map(Instant::parse));
  }

  private static Optional<String> one(RoutingContext request, String name) {
    return request.queryParam(name).stream().findFirst();
  }
}

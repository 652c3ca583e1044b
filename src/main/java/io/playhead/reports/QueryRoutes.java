package io.playhead.reports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.playhead.reports.query.AudienceQueries;
import io.playhead.reports.query.BadQueryException;
import io.playhead.reports.query.Catalogue;
import io.playhead.reports.query.LiveQueries;
import io.playhead.reports.query.MetricQueries;
import io.playhead.reports.query.QueryTimeoutException;
import io.playhead.reports.query.Question;
import io.playhead.reports.query.RejectedQueries;
import io.playhead.reports.query.Rows;
import io.playhead.reports.query.SessionQueries;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The query API: {@code GET} under {@link #BASE}, each a question to the report store, answered off the event loop.
 *
 * <p>A question that makes no sense is answered 400 with what is wrong, one that takes too long 503.
 */
public final class QueryRoutes {
  /** What the paths begin with. */
  public static final String BASE = "/reports/v1";

  private static final String SESSION = "/sessions/:sid";
  private static final Pattern SID = Pattern.compile("[0-9a-f]{64}");
  private static final Logger LOG = LoggerFactory.getLogger(QueryRoutes.class);

  private final JsonMapper json = new JsonMapper();
  private final WorkerExecutor workers;
  private final InstantSource clock;
  private final QueryMetrics meters;
  private final MetricQueries metrics;
  private final SessionQueries sessions;
  private final AudienceQueries audience;
  private final LiveQueries live;
  private final RejectedQueries rejected;
  private final Catalogue catalogue;

  /**
   * The routes.
   *
   * @param rows of the report store
   * @param workers where questions wait for their answers
   * @param clock tells now, where a question names no end
   * @param maxRows the most rows of an answer
   * @param meters count questions
   */
  public QueryRoutes(Rows rows, WorkerExecutor workers, InstantSource clock, int maxRows, MeterRegistry meters) {
    this.workers = workers;
    this.clock = clock;
    this.meters = new QueryMetrics(meters);
    this.metrics = new MetricQueries(rows, maxRows);
    this.sessions = new SessionQueries(rows);
    this.audience = new AudienceQueries(rows, maxRows);
    this.live = new LiveQueries(rows);
    this.rejected = new RejectedQueries(rows, maxRows);
    this.catalogue = new Catalogue(rows);
  }

  /** Answers a question. */
  @FunctionalInterface
  private interface Answerer {
    Object answer(Question question) throws BadQueryException;
  }

  /** Adds them to a router. */
  public void addTo(Router router) {
    route(router, "/metrics", catalogue::metrics);
    route(router, "/dimensions", catalogue::dimensions);
    route(router, "/summary", metrics::summary);
    route(router, "/timeseries", metrics::timeSeries);
    route(router, "/breakdown", metrics::breakdown);
    route(router, "/retention", audience::retention);
    route(router, "/distribution", audience::distribution);
    route(router, "/errors", audience::errors);
    route(router, "/live", live::live);
    route(router, "/rejected", rejected::rejected);
    route(router, "/sessions", sessions::page);
    meters.know(SESSION);
    router.get(BASE + SESSION).handler(this::session);
    Buffer openApi = ReportsOpenApi.document();
    router.get(BASE + "/openapi.json").handler(request -> ok(request, openApi));
  }

  private void route(Router router, String path, Answerer answerer) {
    meters.know(path);
    router.get(BASE + path).handler(request -> {
      Question question = new Question(parameters(request.queryParams()), clock.instant());
      timed(path, () -> write(answerer.answer(question)))
          .onSuccess(body -> ok(request, body))
          .onFailure(failure -> fail(request, failure));
    });
  }

  private <T> Future<T> timed(String path, Callable<T> work) {
    long begun = System.nanoTime();
    return workers.executeBlocking(work, false)
        .onComplete(answer -> meters.asked(path, answer, Duration.ofNanos(System.nanoTime() - begun)));
  }

  private void session(RoutingContext request) {
    String sid = request.pathParam("sid");
    if (!SID.matcher(sid).matches()) {
      Problem.answer(request, 404, "a session id is 64 hexadecimal digits");
      return;
    }
    timed(SESSION, () -> {
      Optional<SessionQueries.Detail> found = sessions.session(sid);
      return found.isPresent() ? Optional.of(write(found.get())) : Optional.<Buffer>empty();
    }).onSuccess(body -> body.ifPresentOrElse(known -> ok(request, known),
        () -> Problem.answer(request, 404, "no report of that session is here")))
        .onFailure(failure -> fail(request, failure));
  }

  private Buffer write(Object answer) throws JsonProcessingException {
    return Buffer.buffer(json.writeValueAsBytes(answer));
  }

  private static void ok(RoutingContext request, Buffer body) {
    request.response().putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store").end(body);
  }

  static void fail(RoutingContext request, Throwable failure) {
    switch (failure) {
      case BadQueryException bad -> Problem.answer(request, 400, String.valueOf(bad.getMessage()));
      case QueryTimeoutException late -> Problem.answer(request, 503, String.valueOf(late.getMessage()));
      default -> {
        LOG.error("{} failed", request.currentRoute().getPath(), failure);
        Problem.answer(request, 500, "internal error");
      }
    }
  }

  static Map<String, List<String>> parameters(MultiMap query) {
    Map<String, List<String>> parameters = new HashMap<>();
    query.names().forEach(name -> parameters.put(name, query.getAll(name)));
    return parameters;
  }
}

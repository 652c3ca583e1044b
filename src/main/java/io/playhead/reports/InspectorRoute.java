package io.playhead.reports;

import io.playhead.reports.inspector.SessionInspector;
import io.playhead.reports.query.SessionQueries;
import io.playhead.reports.query.SessionQueries.Logged;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * {@code GET /reports/v1/sessions/{sid}/events}: each event of a session with what became of it, read from the event log, and the reports
 * that it made. 404 if no report of the session is here, or it does not say where its records stand.
 */
final class InspectorRoute {
  private static final String PATH = QueryRoutes.BASE + "/sessions/:sid/events";
  private static final Pattern SID = Pattern.compile("[0-9a-f]{64}");

  private final SessionQueries sessions;
  private final SessionInspector inspector;
  private final WorkerExecutor workers;

  /**
   * The route.
   *
   * @param workers where reading the log waits
   */
  InspectorRoute(SessionQueries sessions, SessionInspector inspector, WorkerExecutor workers) {
    this.sessions = sessions;
    this.inspector = inspector;
    this.workers = workers;
  }

  /** Adds it to a router. */
  void addTo(Router router) {
    router.get(PATH).handler(this::inspect);
  }

  private void inspect(RoutingContext request) {
    String sid = request.pathParam("sid");
    if (!SID.matcher(sid).matches()) {
      Problem.answer(request, 404, "a session id is 64 hexadecimal digits");
      return;
    }
    workers.executeBlocking(() -> sessions.logged(sid).map(range -> inspect(sid, range)), false)
        .onSuccess(found -> answer(request, found))
        .onFailure(failure -> QueryRoutes.fail(request, failure));
  }

  private String inspect(String sid, Logged range) {
    return inspector.inspect(sid, range.partition(), range.firstOffset(), range.lastOffset()).toString();
  }

  private static void answer(RoutingContext request, Optional<String> events) {
    if (events.isEmpty()) {
      Problem.answer(request, 404, "no report here says where that session stands in the event log");
      return;
    }
    request.response().putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store").end(events.get());
  }
}

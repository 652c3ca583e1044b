package io.playhead.aggregator;

import io.playhead.aggregator.LiveSessions.Found;
import io.playhead.report.ReportWriter;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Answers {@code GET /sessions/{sid}} of the management port: 200 with the session as it stands, 307 to the instance that has
 * it, 404 if it is not open, 503 while nobody can tell.
 */
public final class LiveSessionsHandler implements Handler<RoutingContext> {
  /** The path, with the session id as the parameter {@code sid}. */
  public static final String PATH = "/sessions/:sid";

  private static final Pattern SID = Pattern.compile("[0-9a-f]{64}");

  private final Supplier<Optional<LiveSessions>> sessions;
  private final ReportWriter writer = new ReportWriter();

  /**
   * A handler for a route of {@link #PATH}.
   *
   * @param sessions empty while the aggregator has not started
   */
  public LiveSessionsHandler(Supplier<Optional<LiveSessions>> sessions) {
    this.sessions = sessions;
  }

  @Override
  public void handle(RoutingContext request) {
    String sid = request.pathParam("sid");
    if (!SID.matcher(sid).matches()) {
      answer(request, sid, new Found.Nowhere());
      return;
    }
    request.vertx().executeBlocking(() -> sessions.get().<Found>map(live -> live.find(sid))
        .orElseGet(Found.Unavailable::new), false)
        .onSuccess(found -> answer(request, sid, found))
        .onFailure(request::fail);
  }

  private void answer(RoutingContext request, String sid, Found found) {
    switch (found) {
      case Found.Here here -> request.response().putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
          .end(Buffer.buffer(writer.write(here.session())));
      case Found.Elsewhere there -> request.response().setStatusCode(307)
          .putHeader(HttpHeaders.LOCATION, "http://" + there.host() + ":" + there.port() + "/sessions/" + sid).end();
      case Found.Nowhere nowhere -> problem(request, 404, "no open session has that id");
      case Found.Unavailable unavailable -> problem(request, 503, "partitions are moving or starting; try again");
    }
  }

  private static void problem(RoutingContext request, int status, String message) {
    request.response().setStatusCode(status).putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json")
        .end(new JsonObject().put("status", status).put("message", message).encode());
  }
}

package io.playhead.reports;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** Answers that are not 2xx, as {@code application/problem+json} with {@code status} and {@code message}. */
final class Problem {
  private Problem() {}

  /**
   * Ends a request.
   *
   * @param message what is wrong, in words for whoever asked
   */
  static void answer(RoutingContext request, int status, String message) {
    request.response().setStatusCode(status).putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json")
        .end(new JsonObject().put("status", status).put("message", message).encode());
  }
}

package io.playhead.reports;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.StaticHandler;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The paths of the reports port: what others add, and the page at {@code /}. Before all of them stand the headers that keep a browser
 * from loading anything else, before those with data the token: the page holds none, and asks for the token itself.
 */
final class ReportsRouter {
  private static final Logger LOG = LoggerFactory.getLogger(ReportsRouter.class);
  private static final String PAGE = "web";
  private static final String WEB_JARS = "META-INF/resources/webjars";

  private static final Map<String, String> HEADERS = Map.of("Content-Security-Policy",
      "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'", "X-Content-Type-Options",
      "nosniff", "Referrer-Policy", "no-referrer", "Cross-Origin-Resource-Policy", "same-origin");

  private ReportsRouter() {}

  /**
   * A router.
   *
   * @param routes each adds paths of its own
   */
  static Router create(Vertx vertx, BearerTokens tokens, List<Consumer<Router>> routes) {
    Router router = Router.router(vertx);
    router.route().handler(ReportsRouter::addHeaders).handler(ReportsRouter::refuseToWrite);
    router.route("/reports/*").handler(tokens);
    routes.forEach(each -> each.accept(router));
    router.route("/webjars/*").handler(StaticHandler.create(WEB_JARS));
    router.route().handler(StaticHandler.create(PAGE).setCachingEnabled(false));
    router.errorHandler(400, request -> Problem.answer(request, 400, "the request is malformed"));
    router.errorHandler(404, request -> Problem.answer(request, 404,
        "there is nothing at this path; the page is at / and the API under /reports/v1"));
    router.errorHandler(500, ReportsRouter::failed);
    return router;
  }

  private static void addHeaders(RoutingContext request) {
    HttpServerResponse response = request.response();
    HEADERS.forEach(response::putHeader);
    request.next();
  }

  private static void refuseToWrite(RoutingContext request) {
    HttpMethod method = request.request().method();
    if (method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD)) {
      request.next();
      return;
    }
    request.response().putHeader(HttpHeaders.ALLOW, "GET, HEAD");
    Problem.answer(request, 405, "there is nothing to be changed here; only GET is answered");
  }

  /** Without the request's URL, which may name a session. */
  private static void failed(RoutingContext request) {
    LOG.error("A request failed", request.failure());
    if (!request.response().headWritten()) {
      Problem.answer(request, 500, "something went wrong on our side");
    }
  }
}

package io.playhead.gateway;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.playhead.event.EventType;
import io.playhead.sessionid.SessionIds;
import io.playhead.tracing.Tracing;
import io.playhead.validation.EventSchemas;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** The paths of the API, each with the methods it takes (collection-api §1). */
final class GatewayRouter {
  private static final String SESSIONS = "/api/v1/sessions";
  private static final String EVENTS = "/api/v1/sessions/:sid/events";
  private static final String BEFORE_SID = SESSIONS + "/";
  private static final String AFTER_SID = "/events";
  private static final int EVENTS_LENGTH = BEFORE_SID.length() + SessionIds.LENGTH + AFTER_SID.length();
  private static final String DOWNLOADED = "/api/v1/downloaded";
  private static final String SCHEMAS = "/api/v1/schemas";
  private static final String SCHEMA = "/api/v1/schemas/:eventType";
  private static final String OPEN_API = "/api/v1/openapi.json";
  private static final String SCHEMA_TYPE = "application/schema+json";

  private final Cors cors;
  private final GatewayMetrics metrics;
  private final InFlight inFlight;
  private final Optional<Tracing> tracing;

  GatewayRouter(Cors cors, GatewayMetrics metrics, InFlight inFlight, Optional<Tracing> tracing) {
    this.cors = cors;
    this.metrics = metrics;
    this.inFlight = inFlight;
    this.tracing = tracing;
  }

  Router create(
      Vertx vertx, SessionsHandler sessions, EventsHandler events, SessionsHandler downloaded, EventSchemas schemas,
      OpenApi openApi) {
    Router router = Router.router(vertx);
    post(router, EVENTS, Route.EVENTS, (exchange, context) -> events.handle(exchange, context.pathParam("sid")));
    post(router, SESSIONS, Route.SESSIONS, (exchange, context) -> sessions.handle(exchange));
    post(router, DOWNLOADED, Route.DOWNLOADED, (exchange, context) -> downloaded.handle(exchange));
    get(router, OPEN_API, context -> exchange(context, Route.SCHEMAS).document("application/json", openApi.document()));
    get(router, SCHEMAS, context -> exchange(context, Route.SCHEMAS).document(SCHEMA_TYPE, schemas.index()));
    get(router, SCHEMA, context -> schema(context, schemas));
    router.route().handler(context -> exchange(context, Route.OTHER).refuse(unknownPath()));
    router.errorHandler(400,
        context -> exchange(context, Route.OTHER).refuse(Problem.of(400, "the request is malformed")));
    router.errorHandler(500, context -> exchange(context, Route.OTHER).fail(context.failure()));
    return router;
  }

  /**
   * What stands before the router. Events go past it: it would match their path by a regular expression, and costs more
   * than their validation (docs/performance.md). Request targets that are no paths, such as {@code OPTIONS *}, are kept
   * from it: it fails on them.
   */
  Handler<HttpServerRequest> ahead(Router router, EventsHandler events) {
    return request -> {
      if (request.response().writeQueueFull() && request.version() != HttpVersion.HTTP_2) {
        afterItsAnswersAreRead(request, () -> dispatch(request, router, events));
      } else {
        dispatch(request, router, events);
      }
    };
  }

  /**
   * On HTTP/1 a client that pipelines requests without reading their answers waits: in strict thread mode answers go to
   * Netty's buffer, which has no bound. On HTTP/2 the number of streams bounds them.
   */
  private static void afterItsAnswersAreRead(HttpServerRequest request, Runnable handling) {
    request.pause();
    request.response().drainHandler(drained -> {
      request.response().drainHandler(null);
      handling.run();
      request.resume();
    });
  }

  private void dispatch(HttpServerRequest request, Router router, EventsHandler events) {
    if (hasUnknownCoding(request.headers())) {
      refuseInvalid(request);
      return;
    }
    Optional<String> sid = sidOfEvent(request);
    if (sid.isPresent()) {
      admit(new Exchange(request, Route.EVENTS, cors, metrics, inFlight),
          exchange -> events.handle(exchange, sid.get()));
    } else if (request.path() != null && request.path().startsWith("/")) {
      router.handle(request);
    } else {
      new Exchange(request, Route.OTHER, cors, metrics, inFlight).refuse(unknownPath());
    }
  }

  /** Answers what is no valid HTTP request at all; these never reach the router. */
  void refuseInvalid(HttpServerRequest request) {
    Problem problem = switch (request.decoderResult().cause()) {
      case TooLongHttpLineException e -> Problem.of(414, "the request line is too long");
      case TooLongHttpHeaderException e -> Problem.of(431, "the headers are too large");
      case null, default -> Problem.of(400, "the request is not valid HTTP");
    };
    new Exchange(request, Route.OTHER, cors, metrics, inFlight).refuse(problem);
    request.connection().close();
  }

  /**
   * Whether a request has another transfer coding than {@code chunked}. Netty passes over those, but a proxy before us may
   * see another end of the request then, and take what follows for a part of it (RFC 9112 §6.1).
   */
  private static boolean hasUnknownCoding(MultiMap headers) {
    return headers.contains(HttpHeaders.TRANSFER_ENCODING)
        && !headers.getAll(HttpHeaders.TRANSFER_ENCODING).stream().allMatch("chunked"::equalsIgnoreCase);
  }

  private static Optional<String> sidOfEvent(HttpServerRequest request) {
    String path = request.path();
    if (path == null || path.length() != EVENTS_LENGTH || !HttpMethod.POST.equals(request.method())
        || !path.startsWith(BEFORE_SID) || !path.endsWith(AFTER_SID)) {
      return Optional.empty();
    }
    String sid = path.substring(BEFORE_SID.length(), path.length() - AFTER_SID.length());
    return sid.indexOf('/') < 0 ? Optional.of(sid) : Optional.empty();
  }

  private void post(Router router, String path, Route route, BiConsumer<Exchange, RoutingContext> handler) {
    router.post(path)
        .handler(context -> admit(exchange(context, route), exchange -> handler.accept(exchange, context)));
    others(router, path, route, "OPTIONS,POST");
  }

  /**
   * Only what has a body is traced, and counted as in flight: all else is answered before its handler returns, and
   * holds nothing then.
   */
  private void admit(Exchange exchange, Consumer<Exchange> handler) {
    if (tracing.isPresent()) {
      exchange.trace(tracing.get());
    }
    try {
      exchange.begin();
      handler.accept(exchange);
    } catch (ProblemException | RuntimeException e) {
      exchange.fail(e);
    }
  }

  private void get(Router router, String path, Consumer<RoutingContext> handler) {
    router.get(path).handler(handler::accept);
    router.head(path).handler(handler::accept);
    others(router, path, Route.SCHEMAS, "GET,HEAD,OPTIONS");
  }

  private void others(Router router, String path, Route route, String allowed) {
    router.options(path).handler(context -> exchange(context, route).preflight());
    router.route(path).handler(context -> exchange(context, route).notAllowed(allowed));
  }

  private void schema(RoutingContext context, EventSchemas schemas) {
    String name = context.pathParam("eventType");
    Exchange exchange = exchange(context, Route.SCHEMAS);
    EventType.of(name).ifPresentOrElse(type -> exchange.document(SCHEMA_TYPE, schemas.document(type)),
        () -> exchange.refuse(Problem.of(404, "there is no event type of that name; they are " + EventType.NAMES)));
  }

  private Exchange exchange(RoutingContext context, Route route) {
    return new Exchange(context.request(), route, cors, metrics, inFlight);
  }

  private static Problem unknownPath() {
    return Problem.of(404, "there is nothing at this path; players post to /api/v1/sessions, "
        + "/api/v1/sessions/{sid}/events and /api/v1/downloaded");
  }
}

package io.playhead.gateway;

import static io.vertx.core.http.HttpHeaders.createOptimized;

import io.playhead.event.EventType;
import io.playhead.gateway.InFlight.Bound;
import io.playhead.tracing.RequestSpan;
import io.playhead.tracing.Tracing;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request and its one answer, with the CORS headers and the metrics that every answer has. */
final class Exchange {
  private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);
  private static final CharSequence PROBLEM = createOptimized(Problem.CONTENT_TYPE);
  private static final CharSequence RETRY_AFTER = createOptimized("Retry-After");
  private static final CharSequence WWW_AUTHENTICATE = createOptimized("WWW-Authenticate");
  private static final long NO_ERROR = 0;
  private static final CharSequence ALLOW = createOptimized("Allow");

  private final HttpServerRequest request;
  private final Route route;
  private final Cors cors;
  private final GatewayMetrics metrics;
  private final InFlight inFlight;
  private final long startedAt = System.nanoTime();
  private @Nullable EventType type;
  private Optional<RequestSpan> span = Optional.empty();
  private boolean begun;
  private long heldBytes;

  Exchange(HttpServerRequest request, Route route, Cors cors, GatewayMetrics metrics, InFlight inFlight) {
    this.request = request;
    this.route = route;
    this.cors = cors;
    this.metrics = metrics;
    this.inFlight = inFlight;
  }

  HttpServerRequest request() {
    return request;
  }

  /** Begins its span, which ends with the answer. */
  void trace(Tracing tracing) {
    span = Optional.of(tracing.request(route.template(), request::getHeader));
  }

  /** Its span, if it is traced. */
  Optional<RequestSpan> span() {
    return span;
  }

  /**
   * Counts the request as in flight until the answer. Whoever calls this sees to an answer in any case, also when the
   * player has gone away: an event that is still being appended holds memory.
   *
   * @throws ProblemException 503 if too many are in flight already
   */
  void begin() throws ProblemException {
    if (!inFlight.tryBegin()) {
      throw shed(Bound.REQUESTS);
    }
    begun = true;
  }

  /**
   * Refuses a body before it is read. Its announced size takes no room yet: a lie would cost nothing.
   *
   * @throws ProblemException 503 if too much is in flight already for a body of that size
   */
  void requireRoomFor(long bytes) throws ProblemException {
    if (!inFlight.hasRoomFor(bytes)) {
      throw shed(Bound.BYTES);
    }
  }

  /**
   * Counts bytes of the body as in flight until the answer.
   *
   * @throws ProblemException 503 if too much is in flight already
   */
  void hold(int bytes) throws ProblemException {
    if (!inFlight.tryAdd(bytes)) {
      throw shed(Bound.BYTES);
    }
    heldBytes += bytes;
  }

  void isOf(EventType type) {
    this.type = type;
  }

  /** 201 with the session's {@code Location}, which is relative (collection-api §1). */
  void created(String sid) {
    HttpServerResponse response = response(201);
    response.headers().set(HttpHeaders.LOCATION, "/api/v1/sessions/" + sid);
    response.end();
  }

  void noContent() {
    response(204).end();
  }

  void document(String contentType, byte[] json) {
    HttpServerResponse response = response(200);
    response.headers().set(HttpHeaders.CONTENT_TYPE, contentType);
    response.end(Buffer.buffer(json));
  }

  void preflight() {
    HttpServerResponse response = response(204);
    cors.applyPreflight(request.headers(), response.headers());
    response.end();
  }

  void notAllowed(String allowed) {
    Problem problem = Problem.of(405, "this path takes " + allowed.replace(",", ", ") + ", not " + request.method());
    response(405).headers().set(ALLOW, allowed);
    end(problem.toJson());
  }

  void refuse(Problem problem) {
    refuse(problem, problem.toJson());
  }

  /** Refuses with a problem that is already written. */
  void refuse(Problem problem, byte[] json) {
    // Neither the path nor the message: they quote the player.
    LOG.debug("A request to {} is refused with {}", route.label(), problem.status());
    HttpServerResponse response = response(problem.status());
    if (problem.retryAfterSeconds() > 0) {
      response.headers().set(RETRY_AFTER, String.valueOf(problem.retryAfterSeconds()));
    }
    if (problem.status() == 401) {
      response.headers().set(WWW_AUTHENTICATE, "Bearer");
    }
    end(json);
  }

  /** Ends a request that failed: with its problem if that is what failed it, with 500 if we did. */
  void fail(Throwable failure) {
    switch (failure) {
      case ProblemException refused -> refuse(refused.problem());
      case ConnectionLostException lost -> {
        release();
        span.ifPresent(RequestSpan::abandoned);
        LOG.debug("A request to {} never arrived: {}", route.label(), lost.getMessage());
      }
      default -> {
        LOG.error("A request to {} failed", route.label(), failure);
        refuse(Problem.internal());
      }
    }
  }

  private void end(byte[] problem) {
    HttpServerResponse response = request.response();
    response.headers().set(HttpHeaders.CONTENT_TYPE, PROBLEM);
    Future<Void> sent = response.end(Buffer.buffer(problem));
    if (request.version() == HttpVersion.HTTP_2 && !request.isEnded()) {
      // The rest of the body is not wanted. On HTTP/1 it is read and dropped, since the connection would go with it.
      sent.onSuccess(v -> response.reset(NO_ERROR));
    }
  }

  private HttpServerResponse response(int status) {
    release();
    metrics.answered(route, status, type, System.nanoTime() - startedAt);
    if (span.isPresent()) {
      span.get().answered(status, Optional.ofNullable(type).map(EventType::wireName));
    }
    HttpServerResponse response = request.response().setStatusCode(status);
    cors.apply(request.headers(), response.headers());
    return response;
  }

  private ProblemException shed(Bound bound) {
    metrics.shed(bound);
    return new ProblemException(Problem.overloaded());
  }

  private void release() {
    if (begun) {
      begun = false;
      inFlight.end(heldBytes);
      heldBytes = 0;
    }
  }
}

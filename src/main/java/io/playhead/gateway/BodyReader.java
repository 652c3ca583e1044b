package io.playhead.gateway;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.zip.GZIPInputStream;

/**
 * Reads bodies whole, inflated and within their limit.
 *
 * <p>Vert.x's own inflater has no cap on what comes out, so gzip is inflated here, and stopped at the limit (design
 * §4).
 */
final class BodyReader {
  private static final int INFLATE_STEP = 8192;
  /**
   * HTTP/2's error code for a stream that is no longer wanted: one slow player must not cost a proxy its connection.
   */
  private static final long CANCEL = 8;

  private final Vertx vertx;
  private final Duration patience;

  /**
   * A reader.
   *
   * @param patience within which a body must have arrived on HTTP/2; on HTTP/1 {@link ConnectionGuard} sees to that
   */
  BodyReader(Vertx vertx, Duration patience) {
    this.vertx = vertx;
    this.patience = patience;
  }

  /**
   * Reads the body of a request whose handler is running.
   *
   * @return the inflated bytes; fails with a {@link ProblemException} 400, 413 or 503, or a
   *     {@link ConnectionLostException}
   */
  Future<byte[]> read(Exchange exchange, BodyLimits limits) {
    HttpServerRequest request = exchange.request();
    String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
    boolean gzip = "gzip".equalsIgnoreCase(encoding);
    if (encoding != null && !gzip && !encoding.equalsIgnoreCase("identity")) {
      return refuse(Problem.of(400, "the body's Content-Encoding must be gzip or absent"));
    }
    long announced = announced(request);
    if (announced > limits.largest()) {
      return Future.failedFuture(BodyBuffer.tooLarge(limits.largest()));
    }
    try {
      exchange.requireRoomFor(announced);
    } catch (ProblemException e) {
      return Future.failedFuture(e);
    }
    if (request.headers().contains(HttpHeaders.EXPECT, HttpHeaders.CONTINUE, true)) {
      request.response().writeContinue();
    }
    // What is still compressed is no larger than what comes out may be.
    BodyLimits arriving = gzip ? BodyLimits.of(limits.largest()) : limits;
    long expected = announced > 0 ? announced : arriving.largest();
    Future<byte[]> body = new Reading(exchange, new BodyBuffer(arriving, expected)).start();
    return gzip ? body.compose(compressed -> inflate(exchange, compressed, limits)) : body;
  }

  private static Future<byte[]> inflate(Exchange exchange, byte[] compressed, BodyLimits limits) {
    BodyBuffer inflated = new BodyBuffer(limits, limits.largest());
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(compressed), INFLATE_STEP)) {
      byte[] step = new byte[INFLATE_STEP + 1];
      for (int read = in.read(step, 0, INFLATE_STEP); read >= 0; read = in.read(step, 0, INFLATE_STEP)) {
        exchange.hold(read);
        inflated.add(step, read);
      }
      return Future.succeededFuture(inflated.bytes());
    } catch (ProblemException e) {
      return Future.failedFuture(e);
    } catch (IOException e) {
      return refuse(Problem.of(400, "the body is not valid gzip, though its Content-Encoding says so"));
    }
  }

  private static long announced(HttpServerRequest request) {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    if (length == null) {
      return 0;
    }
    try {
      return Long.parseLong(length);
    } catch (NumberFormatException notALength) {
      return 0;
    }
  }

  private static Future<byte[]> refuse(Problem problem) {
    return Future.failedFuture(new ProblemException(problem));
  }

  /** One body on its way in. */
  private final class Reading {
    private final Exchange exchange;
    private final HttpServerRequest request;
    private final BodyBuffer buffer;
    private final Promise<byte[]> done = Promise.promise();
    private final long timer;

    Reading(Exchange exchange, BodyBuffer buffer) {
      this.exchange = exchange;
      this.request = exchange.request();
      this.buffer = buffer;
      this.timer = request.version() == HttpVersion.HTTP_2
          ? vertx.setTimer(patience.toMillis(), late -> giveUp())
          : -1;
    }

    Future<byte[]> start() {
      request.handler(this::add);
      request.exceptionHandler(lost -> fail(new ConnectionLostException(lost.toString())));
      request.endHandler(end -> finish());
      return done.future();
    }

    /** After a failure the rest is read and dropped, so that the connection can be kept. */
    private void add(Buffer chunk) {
      if (done.future().isComplete()) {
        return;
      }
      try {
        exchange.hold(chunk.length());
        buffer.add(chunk);
      } catch (ProblemException e) {
        fail(e);
      }
    }

    private void finish() {
      cancelTimer();
      done.tryComplete(buffer.bytes());
    }

    /** A stream that we reset does not tell us so. */
    private void giveUp() {
      request.response().reset(CANCEL);
      fail(new ConnectionLostException("its body did not arrive in time"));
    }

    private void fail(Throwable failure) {
      cancelTimer();
      done.tryFail(failure);
    }

    private void cancelTimer() {
      if (timer >= 0) {
        vertx.cancelTimer(timer);
      }
    }
  }
}

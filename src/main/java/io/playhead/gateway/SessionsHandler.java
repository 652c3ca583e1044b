package io.playhead.gateway;

import io.playhead.event.EventType;
import io.playhead.validation.Endpoint;
import io.playhead.validation.Verdict;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import java.util.Optional;
import java.util.function.Function;

/**
 * Opens a session, {@code POST /api/v1/sessions}, or takes a whole one that was watched offline, there or at
 * {@code POST /api/v1/downloaded} (collection-api E1, E1b, E3).
 */
final class SessionsHandler {
  private static final int LARGE_BYTES = 16 * 1024;

  private final WorkerExecutor large;
  private final Endpoint endpoint;
  private final Intake intake;
  private final BodyLimits limits;

  SessionsHandler(WorkerExecutor large, Endpoint endpoint, Intake intake, BodyLimits limits) {
    this.large = large;
    this.endpoint = endpoint;
    this.intake = intake;
    this.limits = limits;
  }

  void handle(Exchange exchange) {
    Optional<Problem> refusal = intake.doors().whyNotStart(exchange.request());
    if (refusal.isPresent()) {
      exchange.refuse(refusal.get());
      return;
    }
    intake.bodies().read(exchange, limits).compose(body -> take(exchange, body)).onFailure(exchange::fail);
  }

  private Future<Void> take(Exchange exchange, byte[] body) {
    return verdict(body).compose(verdict -> {
      answer(exchange, body, verdict);
      return Future.succeededFuture();
    });
  }

  /** A batch of thousands of events takes long enough to be felt by the other requests of an event loop. */
  private Future<Verdict> verdict(byte[] body) {
    return body.length > LARGE_BYTES
        ? large.executeBlocking(() -> intake.validator().validate(endpoint, body), false)
        : Future.succeededFuture(intake.validator().validate(endpoint, body));
  }

  private void answer(Exchange exchange, byte[] body, Verdict verdict) {
    switch (verdict) {
      case Verdict.Event event -> open(exchange, body, sid -> intake.appends().start(exchange, sid, body));
      case Verdict.Batch batch -> open(exchange, body, sid -> intake.appends().batch(exchange, sid, body));
      case Verdict.Invalid invalid -> intake.refusals().invalid(exchange, Optional.empty(), body, invalid);
      case Verdict.TooManyEvents tooMany -> intake.refusals().tooMany(exchange, tooMany);
    }
  }

  private void open(Exchange exchange, byte[] body, Function<String, Future<Void>> append) {
    exchange.isOf(EventType.SESSION_START);
    Optional<Problem> refusal = intake.doors().admission().whyNot(body);
    if (refusal.isPresent()) {
      exchange.refuse(refusal.get());
      return;
    }
    String sid = intake.ids().mint(intake.now());
    append.apply(sid).onComplete(kept -> exchange.created(sid), lost -> exchange.refuse(Problem.unavailable()));
  }
}

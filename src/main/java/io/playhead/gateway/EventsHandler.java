package io.playhead.gateway;

import io.playhead.sessionid.ClosedSessions;
import io.playhead.sessionid.SessionIds;
import io.playhead.validation.Endpoint;
import io.playhead.validation.Verdict;
import io.vertx.core.Future;
import java.util.Optional;

/** Takes one event of an open session: {@code POST /api/v1/sessions/{sid}/events} (collection-api E2). */
final class EventsHandler {
  private final Intake intake;
  private final ClosedSessions closed;
  private final BodyLimits limits;

  EventsHandler(Intake intake, ClosedSessions closed, BodyLimits limits) {
    this.intake = intake;
    this.closed = closed;
    this.limits = limits;
  }

  /** The id is looked at before the body is read: some players keep posting to a dead session for hours. */
  void handle(Exchange exchange, String sid) {
    Optional<Problem> dead = whyNotOpen(sid);
    if (dead.isPresent()) {
      exchange.refuse(dead.get());
      return;
    }
    intake.bodies().read(exchange, limits).compose(body -> take(exchange, sid, body))
        .onFailure(exchange::fail);
  }

  private Optional<Problem> whyNotOpen(String sid) {
    return switch (intake.ids().check(sid, intake.now())) {
      case FOREIGN -> Optional.of(Problem.notOurs());
      case EXPIRED -> Optional.of(Problem.expired());
      case GENUINE -> closed.contains(SessionIds.fingerprint(sid)) ? Optional.of(Problem.closed()) : Optional.empty();
    };
  }

  private Future<Void> take(Exchange exchange, String sid, byte[] body) {
    return switch (intake.validator().validate(Endpoint.EVENTS, body)) {
      case Verdict.Event event -> {
        exchange.isOf(event.type());
        yield intake.appends().event(sid, body, event.type()).onSuccess(kept -> exchange.noContent());
      }
      case Verdict.Invalid invalid -> intake.refusals().invalid(exchange, Optional.of(sid), body, invalid);
      case Verdict.TooManyEvents tooMany -> intake.refusals().tooMany(tooMany);
      case Verdict.Batch batch -> throw new IllegalStateException("an array passed as one event");
    };
  }
}

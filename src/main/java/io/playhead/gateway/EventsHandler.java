package io.playhead.gateway;

import io.playhead.sessionid.ClosedSessions;
import io.playhead.sessionid.SessionIds;
import io.playhead.validation.Endpoint;
import io.playhead.validation.Verdict;
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
    Optional<Problem> refusal = whyNotTaken(sid);
    if (refusal.isPresent()) {
      exchange.refuse(refusal.get());
      return;
    }
    intake.bodies().read(exchange, limits).onComplete(body -> take(exchange, sid, body), exchange::fail);
  }

  private Optional<Problem> whyNotTaken(String sid) {
    return switch (intake.ids().check(sid, intake.now())) {
      case FOREIGN -> Optional.of(Problem.notOurs());
      case EXPIRED -> Optional.of(Problem.expired());
      case GENUINE -> {
        long fingerprint = SessionIds.fingerprint(sid);
        yield closed.contains(fingerprint)
            ? Optional.of(Problem.closed())
            : intake.doors().limits().event(fingerprint);
      }
    };
  }

  private void take(Exchange exchange, String sid, byte[] body) {
    try {
      decide(exchange, sid, body);
    } catch (RuntimeException e) {
      exchange.fail(e);
    }
  }

  private void decide(Exchange exchange, String sid, byte[] body) {
    switch (intake.validator().validate(Endpoint.EVENTS, body)) {
      case Verdict.Event event -> {
        exchange.isOf(event.type());
        intake.appends().event(exchange, sid, body, event.type())
            .onComplete(kept -> exchange.noContent(), lost -> exchange.refuse(Problem.unavailable()));
      }
      case Verdict.Invalid invalid -> intake.refusals().invalid(exchange, Optional.of(sid), body, invalid);
      case Verdict.TooManyEvents tooMany -> intake.refusals().tooMany(exchange, tooMany);
      case Verdict.Batch batch -> throw new IllegalStateException("an array passed as one event");
    }
  }
}

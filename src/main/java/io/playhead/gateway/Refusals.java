package io.playhead.gateway;

import io.playhead.event.EventType;
import io.playhead.eventlog.RejectedLog;
import io.playhead.eventlog.Rejection;
import io.playhead.validation.Verdict;
import java.util.Optional;

/** Tells players what is wrong with their bodies, and keeps such bodies for those who look after the players. */
final class Refusals {
  private final RejectedLog log;
  private final GatewayMetrics metrics;

  Refusals(RejectedLog log, GatewayMetrics metrics) {
    this.log = log;
    this.metrics = metrics;
  }

  /**
   * Answers 400.
   *
   * @param sid the session in the request's path, if there is one
   */
  void invalid(Exchange exchange, Optional<String> sid, byte[] body, Verdict.Invalid verdict) {
    verdict.type().ifPresent(exchange::isOf);
    metrics.refused(verdict.violations());
    Problem problem = Problem.invalid(verdict.message(), verdict.violations());
    byte[] json = problem.toJson();
    exchange.refuse(problem, json);
    log.offer(new Rejection(Rejection.Reason.INVALID, sid, verdict.type().map(EventType::wireName), Optional.of(json),
        Optional.empty(), body));
  }

  /** Answers 413. */
  void tooMany(Exchange exchange, Verdict.TooManyEvents verdict) {
    exchange.refuse(Problem.of(413, "the array has more than the limit of " + verdict.limit() + " events"));
  }
}

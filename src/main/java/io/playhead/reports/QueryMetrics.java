package io.playhead.reports;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.playhead.reports.query.BadQueryException;
import io.playhead.reports.query.QueryTimeoutException;
import io.vertx.core.AsyncResult;
import java.time.Duration;
import java.util.concurrent.CancellationException;

/** How long questions take, by path and by what became of them. */
final class QueryMetrics {
  private static final Duration[] BUCKETS = {Duration.ofMillis(50), Duration.ofMillis(200), Duration.ofMillis(500),
    Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(5), Duration.ofSeconds(10),
    Duration.ofSeconds(30)};

  private final MeterRegistry meters;

  QueryMetrics(MeterRegistry meters) {
    this.meters = meters;
  }

  /** Makes the figures of a path, so that they are there before the first question. */
  void know(String path) {
    timer(path, "answered");
  }

  /** Counts a question that has an answer now. */
  void asked(String path, AsyncResult<?> answer, Duration taken) {
    timer(path, outcome(answer)).record(taken);
  }

  private static String outcome(AsyncResult<?> answer) {
    return switch (answer.cause()) {
      case null -> "answered";
      case BadQueryException bad -> "refused";
      case QueryTimeoutException late -> "late";
      case CancellationException gone -> "left";
      default -> "failed";
    };
  }

  private Timer timer(String path, String outcome) {
    return Timer.builder("playhead.reports.queries").tag("path", path).tag("outcome", outcome)
        .description("Questions of the query API").serviceLevelObjectives(BUCKETS).register(meters);
  }
}

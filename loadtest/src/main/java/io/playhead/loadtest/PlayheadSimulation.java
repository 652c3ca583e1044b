package io.playhead.loadtest;

import static io.gatling.javaapi.core.CoreDsl.details;
import static io.gatling.javaapi.core.CoreDsl.global;
import static io.gatling.javaapi.http.HttpDsl.http;

import io.gatling.javaapi.core.Assertion;
import io.gatling.javaapi.core.Simulation;
import io.gatling.javaapi.http.HttpProtocolBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A simulation against a Playhead: starts when that is ready, and at its end holds the sessions that ended against the reports
 * that came out. A run fails by its assertions, or if a session has not exactly one close report.
 */
abstract class PlayheadSimulation extends Simulation {
  private static final Duration READY_WITHIN = Duration.ofSeconds(60);
  private static final Path SUMMARY = Path.of("target", "summary.txt");

  final Settings settings;
  final Tally tally = new Tally();
  final Players players;

  private Optional<CloseReports> closeReports = Optional.empty();

  /**
   * A simulation with the settings of this process.
   *
   * @param duration how long sessions start if the settings do not say
   */
  PlayheadSimulation(Duration duration) {
    settings = Settings.fromSystemProperties(duration);
    players = new Players(tally, settings.compression());
  }

  /** HTTP as players speak it: a connection each, and nothing called but the target. */
  final HttpProtocolBuilder protocol() {
    return http.baseUrl(settings.target()).contentTypeHeader("application/json").userAgentHeader("Playhead load test")
        .disableWarmUp().disableFollowRedirect().disableCaching();
  }

  /** Few enough errors at all; and for each of these requests by itself few enough, with a 99th percentile below the limit. */
  final List<Assertion> assertions(List<String> requests) {
    return Stream.concat(Stream.of(global().failedRequests().percent().lte(settings.errors())),
        requests.stream().flatMap(request -> Stream.of(
            details(request).failedRequests().percent().lte(settings.errors()),
            details(request).responseTime().percentile(99).lte((int) settings.p99().toMillis()))))
        .toList();
  }

  @Override
  public void before() {
    new Management(settings.management()).awaitReady(READY_WITHIN);
    if (!settings.kafka().isEmpty()) {
      closeReports = Optional.of(CloseReports.fromNowOn(settings.kafka(), settings.reports()));
    }
  }

  @Override
  public void after() {
    Optional<Reconciliation> reconciliation = closeReports.map(this::reconcile);
    new Summary(getClass().getSimpleName(), tally.all(), tally.ended().size(),
        reconciliation.map(found -> String.valueOf(found.reports())).orElse("-")).publish(SUMMARY);
    reconciliation.filter(found -> !found.isExact()).ifPresent(found -> {
      throw new IllegalStateException(found.describe());
    });
  }

  private Reconciliation reconcile(CloseReports reports) {
    try (reports) {
      return reports.reconcile(tally.ended(), settings.closeWait());
    }
  }
}

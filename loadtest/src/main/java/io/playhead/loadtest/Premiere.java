package io.playhead.loadtest;

import static io.gatling.javaapi.core.CoreDsl.constantUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.rampUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.scenario;

import java.time.Duration;

/** Everybody comes at once: from nobody to the peak in ten seconds, and then the peak goes on. */
public final class Premiere extends PlayheadSimulation {
  private static final Duration RISE = Duration.ofSeconds(10);

  /** A peak of a minute. */
  public Premiere() {
    super(Duration.ofMinutes(1));
    setUp(scenario("players").exec(players.session(Timeline.online()))
        .injectOpen(rampUsersPerSec(0).to(settings.rate()).during(RISE),
            constantUsersPerSec(settings.rate()).during(settings.duration())))
        .protocols(protocol())
        .assertions(assertions(Players.EVERY_SESSION));
  }
}

package io.playhead.loadtest;

import static io.gatling.javaapi.core.CoreDsl.constantUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.scenario;

import java.time.Duration;

/** A steady load for long: what leaks or piles up shows in the errors and the response times. */
public final class Soak extends PlayheadSimulation {

  /** Two hours. */
  public Soak() {
    super(Duration.ofHours(2));
    setUp(scenario("players").exec(players.session(Timeline.online()))
        .injectOpen(constantUsersPerSec(settings.rate()).during(settings.duration())))
        .protocols(protocol())
        .assertions(assertions(Players.EVERY_SESSION));
  }
}

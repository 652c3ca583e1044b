package io.playhead.loadtest;

import static io.gatling.javaapi.core.CoreDsl.constantUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.scenario;

import java.time.Duration;

/** Players on line as they are: sessions start at a constant rate, whatever the answers are like. */
public final class PlayerSessions extends PlayheadSimulation {

  /** Sessions for a minute. */
  public PlayerSessions() {
    super(Duration.ofMinutes(1));
    setUp(scenario("players").exec(players.session(Timeline.online()))
        .injectOpen(constantUsersPerSec(settings.rate()).during(settings.duration())))
        .protocols(protocol())
        .assertions(assertions(Players.EVERY_SESSION));
  }
}

package io.playhead.loadtest;

import static io.gatling.javaapi.core.CoreDsl.constantUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.core.CoreDsl.uniformRandomSwitch;

import java.time.Duration;
import java.util.List;

/** Players that were without a network: each delivers a whole session at once, half of them as older SDKs do (collection-api §6). */
public final class Offline extends PlayheadSimulation {
  private static final String BATCH = "batch";
  private static final String OLDER_BATCH = "batch of an older SDK";

  /** Batches for a minute. */
  public Offline() {
    super(Duration.ofMinutes(1));
    List<Timeline> timelines = Timeline.offline();
    setUp(scenario("players")
        .exec(uniformRandomSwitch().on(players.batch(BATCH, Players.DOWNLOADED, timelines),
            players.batch(OLDER_BATCH, Players.SESSIONS, timelines)))
        .injectOpen(constantUsersPerSec(settings.rate()).during(settings.duration())))
        .protocols(protocol())
        .assertions(assertions(List.of(BATCH, OLDER_BATCH)));
  }
}

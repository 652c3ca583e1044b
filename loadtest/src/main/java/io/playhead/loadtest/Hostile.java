package io.playhead.loadtest;

import static io.gatling.javaapi.core.CoreDsl.StringBody;
import static io.gatling.javaapi.core.CoreDsl.constantUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.details;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.group;
import static io.gatling.javaapi.core.CoreDsl.repeat;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.http;

import io.gatling.javaapi.core.Assertion;
import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.ScenarioBuilder;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * Players on line, and others beside them that send what must be refused. The good ones must not suffer: they are held to the same
 * limits as without the others. Each bad request must have the answer that it deserves, and what it was sent to stays whole.
 */
public final class Hostile extends PlayheadSimulation {
  private static final String HOSTILE = "hostile";
  private static final int ROUNDS = 10;

  /** Both for a minute. */
  public Hostile() {
    super(Duration.ofMinutes(1));
    List<Timeline> timelines = Timeline.online();
    double hostileRate = settings.rate() * settings.hostile();
    setUp(scenario("players").exec(players.session(timelines))
        .injectOpen(constantUsersPerSec(settings.rate() - hostileRate).during(settings.duration())),
        hostile(timelines).injectOpen(constantUsersPerSec(hostileRate).during(settings.duration())))
        .protocols(protocol())
        .assertions(Stream.concat(assertions(Players.EVERY_SESSION).stream(), refusals()).toList());
  }

  /** A session that is opened and ended properly, and bad requests in between. */
  private ScenarioBuilder hostile(List<Timeline> timelines) {
    return scenario(HOSTILE).exec(group(HOSTILE).on(
        exec(players.open(timelines)),
        repeat(ROUNDS).on(exec(BadRequest.all().stream().map(this::send).toList())),
        exec(players.end())));
  }

  private ChainBuilder send(BadRequest bad) {
    return players.call(http(bad.name()).post(session -> bad.path().isEmpty() ? Players.events(session) : bad.path())
        .body(StringBody(bad.body())), bad.status(), session -> {});
  }

  private static Stream<Assertion> refusals() {
    return BadRequest.all().stream().map(bad -> details(HOSTILE, bad.name()).failedRequests().count().is(0L));
  }
}

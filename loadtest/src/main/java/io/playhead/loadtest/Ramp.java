package io.playhead.loadtest;

import static io.gatling.javaapi.core.CoreDsl.constantUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.core.CoreDsl.stopLoadGeneratorIf;

import io.gatling.javaapi.core.OpenInjectionStep;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * More and more players, level by level, until errors or response times pass their limits: finds the capacity and prints it. The
 * limits end the run, they do not fail it; finding too little does.
 */
public final class Ramp extends PlayheadSimulation {
  private final Capacity capacity = new Capacity(tally, settings);

  /** At most ten minutes. */
  public Ramp() {
    super(Duration.ofMinutes(10));
    setUp(scenario("players")
        .exec(stopLoadGeneratorIf(session -> capacity.describe(), session -> capacity.isExceeded(System.nanoTime())))
        .exec(players.session(Timeline.online()))
        .injectOpen(levels()))
        .protocols(protocol());
  }

  /** Sessions that start a second in a level, counted from 0. */
  static double rate(Settings settings, int level) {
    return settings.rate() * Math.pow(settings.growth(), level);
  }

  private List<OpenInjectionStep> levels() {
    int levels = (int) settings.duration().dividedBy(settings.step());
    return IntStream.range(0, levels)
        .<OpenInjectionStep>mapToObj(level -> constantUsersPerSec(rate(settings, level)).during(settings.step()))
        .toList();
  }

  @Override
  public void after() {
    System.out.println(capacity.describe());
    super.after();
    if (capacity.perSecond() < settings.capacity()) {
      throw new IllegalStateException("found less than " + settings.capacity() + " events/s");
    }
  }
}

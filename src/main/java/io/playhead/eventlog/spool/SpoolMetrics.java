package io.playhead.eventlog.spool;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** What the spool holds and how it fares. */
final class SpoolMetrics {
  private static final Duration[] BUCKETS = {Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofMillis(5),
    Duration.ofMillis(10), Duration.ofMillis(25), Duration.ofMillis(50), Duration.ofMillis(100),
    Duration.ofMillis(250), Duration.ofSeconds(1)};

  /** Why an event was refused. */
  enum Refusal {
    FULL,
    AGE,
    ERROR
  }

  private final MeterRegistry meters;
  private final Timer commits;
  private final DistributionSummary groups;
  private final Map<Refusal, Counter> refused = new EnumMap<>(Refusal.class);
  private final Counter aside;
  private final Counter damaged;

  SpoolMetrics(MeterRegistry meters) {
    this.meters = meters;
    commits = Timer.builder("playhead.spool.commit")
        .description("From taking a group of events to its being durable")
        .serviceLevelObjectives(BUCKETS)
        .register(meters);
    groups = DistributionSummary.builder("playhead.spool.group")
        .description("Events that were made durable together")
        .register(meters);
    for (Refusal reason : Refusal.values()) {
      refused.put(reason, Counter.builder("playhead.spool.refused")
          .description("Events that the spool did not take")
          .tag("reason", reason.name().toLowerCase(Locale.ROOT))
          .register(meters));
    }
    aside = Counter.builder("playhead.spool.aside")
        .description("Events that Kafka would never take, kept apart")
        .register(meters);
    damaged = Counter.builder("playhead.spool.damaged")
        .description("Times that damage was found on disk, and what was readable rescued")
        .register(meters);
  }

  void watch(Spool spool) {
    Gauge.builder("playhead.spool.bytes", spool, Spool::bytes).description("Keys and values of the events in the spool")
        .register(meters);
    Gauge.builder("playhead.spool.events", spool, Spool::events).description("Events in the spool").register(meters);
    Gauge.builder("playhead.spool.age", spool, SpoolMetrics::ageInSeconds)
        .description("Age of the oldest event in the spool in seconds, 0 if it is empty")
        .register(meters);
  }

  void committed(int events, long nanos) {
    commits.record(nanos, TimeUnit.NANOSECONDS);
    groups.record(events);
  }

  void refused(Refusal reason, int events) {
    Objects.requireNonNull(refused.get(reason)).increment(events);
  }

  void setAside() {
    aside.increment();
  }

  void damaged() {
    damaged.increment();
  }

  private static double ageInSeconds(Spool spool) {
    return spool.age().map(age -> age.toMillis() / 1e3).orElse(0.0);
  }
}

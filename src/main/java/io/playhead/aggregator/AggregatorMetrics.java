package io.playhead.aggregator;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.playhead.eventlog.Rejection;
import io.playhead.session.Deadline;
import io.playhead.session.Outcome;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * What the aggregator counts. Records that are processed again after a failure are counted again. Every label has a fixed, small
 * set of values, partitions among them: never a session id.
 */
public final class AggregatorMetrics {
  private static final double MILLIS_PER_SECOND = 1000;

  private final MeterRegistry meters;
  private final InstantSource clock;
  private final LongAdder open = new LongAdder();
  private final Counter late;
  private final Counter reordered;
  private final Counter repeats;
  private final DistributionSummary stateSize;
  private final Map<String, Counter> events = new ConcurrentHashMap<>();
  private final Map<String, Counter> reports = new ConcurrentHashMap<>();
  private final Map<Rejection.Reason, Counter> rejected = new ConcurrentHashMap<>();
  private final Map<Deadline.Kind, Counter> deadlines = new ConcurrentHashMap<>();
  private final Map<Integer, Lag> lags = new ConcurrentHashMap<>();

  /**
   * Meters in that registry.
   *
   * @param clock tells how far behind the last record is
   */
  public AggregatorMetrics(MeterRegistry meters, InstantSource clock) {
    this.meters = meters;
    this.clock = clock;
    Gauge.builder("playhead.aggregator.sessions.open", open, LongAdder::sum)
        .description("Open sessions in the partitions of this instance")
        .register(meters);
    late = Counter.builder("playhead.aggregator.events.late")
        .description("Events applied late")
        .register(meters);
    reordered = Counter.builder("playhead.aggregator.events.reordered")
        .description("Events put before one that had arrived earlier")
        .register(meters);
    repeats = Counter.builder("playhead.aggregator.repeats")
        .description("Records of the event log that were dropped because they stood there before")
        .register(meters);
    stateSize = DistributionSummary.builder("playhead.aggregator.state")
        .description("State of a session as it is stored after an event, without its sessionStart")
        .baseUnit("bytes")
        .register(meters);
  }

  /** How old the last record of a partition is, and the gauge that shows it. */
  private record Lag(AtomicLong appended, Gauge gauge) {}

  void assigned(int partition, int openSessions) {
    open.add(openSessions);
    AtomicLong appended = new AtomicLong(clock.millis());
    lags.put(partition, new Lag(appended, Gauge.builder("playhead.aggregator.lag", appended, this::secondsSince)
        .description("Age of the partition's last processed record")
        .baseUnit("seconds")
        .tag("partition", String.valueOf(partition))
        .register(meters)));
  }

  void revoked(int partition, int openSessions) {
    open.add(-openSessions);
    Lag lag = lags.remove(partition);
    if (lag != null) {
      meters.remove(lag.gauge());
    }
  }

  void processed(int partition, long appended) {
    Lag lag = lags.get(partition);
    if (lag != null) {
      lag.appended().set(appended);
    }
  }

  void opened() {
    open.increment();
  }

  void closed() {
    open.decrement();
  }

  void stored(int bytes) {
    stateSize.record(bytes);
  }

  void folded(Outcome outcome) {
    late.increment(outcome.late());
    if (outcome.reordered()) {
      reordered.increment();
    }
  }

  void repeated() {
    repeats.increment();
  }

  void received(String type) {
    count(events, "playhead.aggregator.events", "Records of the event log that could be read, without repeats", "type",
        type, type);
  }

  void reported(String type) {
    count(reports, "playhead.aggregator.reports", "Reports published", "type", type, type);
  }

  void rejected(Rejection.Reason reason) {
    count(rejected, "playhead.aggregator.rejected", "Events rejected", "reason", reason.wireName(), reason);
  }

  void fired(Deadline.Kind kind) {
    count(deadlines, "playhead.aggregator.deadlines", "Deadlines fired", "kind", label(kind), kind);
  }

  private double secondsSince(AtomicLong appended) {
    return (clock.millis() - appended.get()) / MILLIS_PER_SECOND;
  }

  private <K> void count(Map<K, Counter> counters, String name, String description, String tag, String value, K key) {
    counters.computeIfAbsent(key, unused -> Counter.builder(name)
        .description(description)
        .tag(tag, value)
        .register(meters)).increment();
  }

  private static String label(Deadline.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

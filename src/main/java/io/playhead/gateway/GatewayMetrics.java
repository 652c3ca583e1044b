package io.playhead.gateway;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.playhead.event.EventType;
import io.playhead.gateway.InFlight.Bound;
import io.playhead.sessionid.ClosedSessions;
import io.playhead.validation.Violation;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What the gateway counts. Every label has a fixed, small set of values: never a session id, a path or a pointer.
 */
public final class GatewayMetrics {
  private static final Duration[] BUCKETS = {Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofMillis(5),
    Duration.ofMillis(10), Duration.ofMillis(25), Duration.ofMillis(50), Duration.ofMillis(100), Duration.ofMillis(250),
    Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofMillis(2_500), Duration.ofSeconds(5),
    Duration.ofSeconds(10)};

  private final MeterRegistry meters;
  private final Map<Kind, Counter> requests = new ConcurrentHashMap<>();
  private final Map<Route, Timer> durations = new ConcurrentHashMap<>();
  private final Map<String, Counter> verdicts = new ConcurrentHashMap<>();
  private final Map<Bound, Counter> shed = new EnumMap<>(Bound.class);
  private final AtomicInteger connections = new AtomicInteger();

  /** Meters in that registry. */
  public GatewayMetrics(MeterRegistry meters, ClosedSessions closed, InFlight inFlight) {
    this.meters = meters;
    Gauge.builder("playhead.inflight", inFlight, InFlight::bytes)
        .description("Bodies that are arriving or not yet answered")
        .baseUnit("bytes")
        .register(meters);
    Gauge.builder("playhead.inflight.requests", inFlight, InFlight::requests)
        .description("Requests that are not yet answered")
        .register(meters);
    Gauge.builder("playhead.connections", connections, AtomicInteger::get)
        .description("Open connections of players that have sent something")
        .register(meters);
    for (Bound bound : Bound.values()) {
      shed.put(bound, Counter.builder("playhead.shed")
          .description("Requests refused because too much was in flight, by the bound")
          .tag("reason", bound.label())
          .register(meters));
    }
    Gauge.builder("playhead.closed.sessions", closed, ClosedSessions::size)
        .description("Closings that are remembered")
        .register(meters);
    FunctionCounter.builder("playhead.closed.retired.early", closed, ClosedSessions::retiredEarly)
        .description("Generations of closings that were forgotten early because they were full")
        .register(meters);
  }

  void connected() {
    connections.incrementAndGet();
  }

  void disconnected() {
    connections.decrementAndGet();
  }

  void answered(Route route, int status, @Nullable EventType type, long nanos) {
    requests.computeIfAbsent(new Kind(route, status, type), this::counter).increment();
    durations.computeIfAbsent(route, this::timer).record(nanos, TimeUnit.NANOSECONDS);
  }

  void shed(Bound bound) {
    Objects.requireNonNull(shed.get(bound)).increment();
  }

  /** Counts each rule that a refused body broke, once. */
  void refused(List<Violation> violations) {
    violations.stream().map(Violation::rule).distinct().forEach(rule -> verdict(rule).increment());
  }

  private Counter verdict(String rule) {
    return verdicts.computeIfAbsent(rule, name -> Counter.builder("playhead.verdicts")
        .description("Refused bodies by the rules they broke")
        .tag("rule", name)
        .register(meters));
  }

  private Counter counter(Kind kind) {
    return Counter.builder("playhead.requests")
        .description("Requests answered")
        .tag("route", kind.route().label())
        .tag("status", String.valueOf(kind.status()))
        .tag("type", kind.type() == null ? "none" : kind.type().wireName())
        .register(meters);
  }

  private Timer timer(Route route) {
    return Timer.builder("playhead.request.duration")
        .description("From a request's headers to its answer")
        .tag("route", route.label())
        .serviceLevelObjectives(BUCKETS)
        .register(meters);
  }

  /** What one request counter counts. */
  private record Kind(Route route, int status, @Nullable EventType type) {}
}

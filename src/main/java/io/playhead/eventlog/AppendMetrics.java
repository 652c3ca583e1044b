package io.playhead.eventlog;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.playhead.eventlog.spool.SpoolFullException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/** What appending costs and how it ends. */
final class AppendMetrics {
  private static final Duration[] BUCKETS = {Duration.ofMillis(2), Duration.ofMillis(5), Duration.ofMillis(10),
    Duration.ofMillis(25), Duration.ofMillis(50), Duration.ofMillis(100), Duration.ofMillis(250),
    Duration.ofMillis(500),
    Duration.ofSeconds(1), Duration.ofMillis(2_500), Duration.ofSeconds(5)};

  private final Timer acknowledged;
  private final Counter full;
  private final Counter late;
  private final Counter failed;

  AppendMetrics(MeterRegistry meters, AtomicInteger pending, Supplier<EventLogState> state) {
    acknowledged = Timer.builder("playhead.append.duration")
        .description("From taking an event to its being durable, in Kafka or in the spool")
        .serviceLevelObjectives(BUCKETS)
        .register(meters);
    full = failures(meters, "full");
    late = failures(meters, "timeout");
    failed = failures(meters, "error");
    Gauge.builder("playhead.append.pending", pending, AtomicInteger::get)
        .description("Appends that wait for their acknowledgement")
        .register(meters);
    for (EventLogState each : EventLogState.values()) {
      Gauge.builder("playhead.eventlog.state", () -> state.get() == each ? 1 : 0)
          .description("1 for the state that the event log is in")
          .tag("state", each.label())
          .register(meters);
    }
  }

  void ended(long nanos, @Nullable Exception failure) {
    if (failure == null) {
      acknowledged.record(nanos, TimeUnit.NANOSECONDS);
      return;
    }
    Counter counter = switch (failure) {
      case TooManyPendingException e -> full;
      case BufferExhaustedException e -> full;
      case SpoolFullException e -> full;
      case TimeoutException e -> late;
      default -> failed;
    };
    counter.increment();
  }

  private static Counter failures(MeterRegistry meters, String reason) {
    return Counter.builder("playhead.append.failures")
        .description("Events that could not be made durable")
        .tag("reason", reason)
        .register(meters);
  }
}

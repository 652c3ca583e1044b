package io.playhead.eventlog;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;

/**
 * Appends a tick to every partition this gateway has not written to for a second, so that log time passes when no
 * player calls (media-metrics §1).
 */
public final class Ticks extends VerticleBase {
  private static final long QUIET_NANOS = Duration.ofSeconds(1).toNanos();
  private static final long LOOK_EVERY_MILLIS = 250;

  private final EventLog log;
  private final Counter appended;
  private final Counter failed;

  /** Ticks for all partitions of that log. */
  public Ticks(EventLog log, MeterRegistry meters) {
    this.log = log;
    this.appended = counter(meters, "appended");
    this.failed = counter(meters, "failed");
  }

  @Override
  public Future<?> start() {
    vertx.setPeriodic(0, LOOK_EVERY_MILLIS, timer -> tickQuietPartitions());
    return Future.succeededFuture();
  }

  private void tickQuietPartitions() {
    for (int partition = 0; partition < log.partitions(); partition++) {
      if (log.nanosSinceWritten(partition) >= QUIET_NANOS) {
        log.tick(partition, (metadata, failure) -> (failure == null ? appended : failed).increment());
      }
    }
  }

  private static Counter counter(MeterRegistry meters, String outcome) {
    return Counter.builder("playhead.ticks")
        .description("Ticks by their outcome")
        .tag("outcome", outcome)
        .register(meters);
  }
}

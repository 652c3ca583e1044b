package io.playhead.eventlog;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** Asks by ticks whether a partition takes records again. */
final class Probe {
  private final EventLog log;
  private final Lane lane;
  private final EventProducer producer;
  private final long betweenNanos;
  private final AtomicBoolean waiting = new AtomicBoolean();
  private long sentAt;
  private boolean sent;

  Probe(EventLog log, Lane lane, EventProducer producer, Duration between) {
    this.log = log;
    this.lane = lane;
    this.producer = producer;
    this.betweenNanos = between.toNanos();
  }

  /** Whether one has been out for longer than that. */
  boolean hangs(Duration patience) {
    return waiting.get() && System.nanoTime() - sentAt > patience.toNanos();
  }

  /** Sends one if the lane is spooling, no earlier one is still out, and the last was some time ago. */
  void sendIfDue() {
    long now = System.nanoTime();
    if (lane.state() != Lane.State.SPOOLING || (sent && now - sentAt < betweenNanos)
        || !waiting.compareAndSet(false, true)) {
      return;
    }
    sent = true;
    sentAt = now;
    producer.probe(log.tickFor(lane.partition()), (metadata, failure) -> {
      waiting.set(false);
      if (failure == null) {
        log.written(lane.partition());
        log.acknowledged();
        lane.reached();
      }
    });
  }
}

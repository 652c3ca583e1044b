package io.playhead.eventlog;

import io.playhead.eventlog.spool.SpooledEvent;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Events of one lane on their way from the spool to Kafka, in their order. */
final class DrainBatch {
  private final Lane lane;
  private final List<SpooledEvent> events;
  private final AtomicReferenceArray<Outcome> outcomes;
  private final CountDownLatch outstanding;

  /** What became of one event. */
  private sealed interface Outcome {
    record Acknowledged() implements Outcome {}

    record Failed(Exception failure) implements Outcome {}

    /** One before it was refused at once. */
    record NotSent() implements Outcome {}
  }

  private DrainBatch(Lane lane, List<SpooledEvent> events) {
    this.lane = lane;
    this.events = events;
    this.outcomes = new AtomicReferenceArray<>(events.size());
    this.outstanding = new CountDownLatch(events.size());
  }

  /** Hands events to a producer, up to the first that it refuses at once. */
  static DrainBatch send(String topic, Lane lane, List<SpooledEvent> events, EventProducer producer) {
    DrainBatch batch = new DrainBatch(lane, events);
    boolean refused = false;
    for (int i = 0; i < events.size(); i++) {
      int index = i;
      SpooledEvent event = events.get(i);
      if (refused) {
        batch.ended(index, new Outcome.NotSent());
      } else {
        producer.send(new ProducerRecord<>(topic, lane.partition(), event.key(), event.value(), event.headers()),
            (metadata, failure) -> batch.ended(index, outcome(failure)));
        refused = batch.outcomes.get(index) instanceof Outcome.Failed;
      }
    }
    return batch;
  }

  Lane lane() {
    return lane;
  }

  List<SpooledEvent> events() {
    return events;
  }

  /** Waits until all have ended, but only so long; whether they have. */
  boolean await(Duration patience) throws InterruptedException {
    return outstanding.await(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** How many were acknowledged before the first that was not. */
  int acknowledged() {
    int first = 0;
    while (first < events.size() && outcomes.get(first) instanceof Outcome.Acknowledged) {
      first++;
    }
    return first;
  }

  /** Why that event failed, if it did. */
  Optional<Exception> failureOf(int index) {
    return index < events.size() && outcomes.get(index) instanceof Outcome.Failed failed
        ? Optional.of(failed.failure())
        : Optional.empty();
  }

  private static Outcome outcome(@Nullable Exception failure) {
    return failure == null ? new Outcome.Acknowledged() : new Outcome.Failed(failure);
  }

  private void ended(int index, Outcome outcome) {
    if (outcomes.compareAndSet(index, null, outcome)) {
      outstanding.countDown();
    }
  }
}

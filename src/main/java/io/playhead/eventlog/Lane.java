package io.playhead.eventlog;

import io.playhead.eventlog.spool.Spool;
import io.playhead.eventlog.spool.SpoolException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of one partition's events: straight to Kafka, or behind those that wait in the spool.
 *
 * <p>What keeps the order: an event gets its id and its place under one lock. Once one event of the lane had to go to
 * the spool, all that come later follow it there. What Kafka was given before and did not keep follows under its own,
 * lower id, before which the spool lets nothing out: it is drained only when
 * {@link #isDrainable nothing of the lane is with Kafka any more}.
 */
final class Lane {
  private static final Logger LOG = LoggerFactory.getLogger(Lane.class);

  private final int partition;
  private final EventProducer producer;
  private final Optional<Spool> spool;
  private final EventIds ids;
  private final AtomicInteger withKafka = new AtomicInteger();
  private final AtomicInteger beingSpooled = new AtomicInteger();
  private volatile State state;
  private boolean spooledSinceLook;

  /** Where the events of a lane go. */
  enum State {
    /** To Kafka. */
    LIVE,
    /** To the spool; Kafka does not take this partition's records. */
    SPOOLING,
    /** To the spool, out of which those before them go to Kafka. */
    DRAINING
  }

  /** With a spool a lane begins as if Kafka were away: something may be in the spool. */
  Lane(int partition, EventProducer producer, Optional<Spool> spool, EventIds ids) {
    this.partition = partition;
    this.producer = producer;
    this.spool = spool;
    this.ids = ids;
    this.state = spool.isPresent() ? State.SPOOLING : State.LIVE;
  }

  int partition() {
    return partition;
  }

  State state() {
    return state;
  }

  /** Takes the next event. */
  synchronized void take(PendingAppend append) {
    append.identify(ids.next());
    if (state == State.LIVE) {
      append.handedToKafka();
      withKafka.incrementAndGet();
      producer.send(append.record(), append);
    } else {
      spool(append, spool.orElseThrow());
    }
  }

  /** Takes the next event although Kafka has enough to do. */
  synchronized void takeToSpool(PendingAppend append, Exception reason) {
    append.identify(ids.next());
    refused(append, reason);
  }

  /** What Kafka has not kept goes to the spool, and from then on all that follows. */
  synchronized void refused(PendingAppend append, Exception failure) {
    if (!append.isRefusedNow()) {
      return;
    }
    if (spool.isEmpty() || isOfThisRecordAlone(failure)) {
      append.end(failure);
      return;
    }
    if (state == State.LIVE) {
      state = State.SPOOLING;
    }
    spool(append, spool.get());
  }

  /** Called when an event of the lane is durable or refused. */
  void ended(PendingAppend append) {
    if (append.wasHandedToKafka()) {
      withKafka.decrementAndGet();
    }
  }

  /** Sends a tick if the lane is live. If Kafka does not take it, the next event need not find that out again. */
  synchronized void tick(ProducerRecord<byte[], byte[]> tick, Callback callback) {
    if (state == State.LIVE) {
      producer.send(tick, (metadata, failure) -> {
        if (failure != null) {
          leaveKafka();
        }
        callback.onCompletion(metadata, failure);
      });
    }
  }

  /** The partition takes records again. */
  synchronized void reached() {
    if (state == State.SPOOLING) {
      state = State.DRAINING;
    }
  }

  /** The partition does not take records any more. */
  synchronized void lost() {
    if (state == State.DRAINING) {
      state = State.SPOOLING;
    }
  }

  /** Whether it is not known yet of some event whether Kafka has it. */
  boolean hasEventsWithKafka() {
    return withKafka.get() > 0;
  }

  /** Whether the first event in the spool is the next that the partition must get. */
  boolean isDrainable() {
    return state == State.DRAINING && withKafka.get() == 0;
  }

  /** Before the drain looks whether events are left: false if one is on its way into the spool. */
  synchronized boolean isSettled() {
    spooledSinceLook = false;
    return beingSpooled.get() == 0;
  }

  /**
   * After the drain has found no event left: the next goes to Kafka, unless one has come into the spool since it
   * looked.
   */
  synchronized void drained() {
    if (state == State.DRAINING && !spooledSinceLook && producer.isUsable()) {
      state = State.LIVE;
    }
  }

  private synchronized void leaveKafka() {
    if (spool.isPresent() && state == State.LIVE) {
      state = State.SPOOLING;
    }
  }

  private void spool(PendingAppend append, Spool spool) {
    spooledSinceLook = true;
    ProducerRecord<byte[], byte[]> record = append.record();
    Spooling spooling = new Spooling(append);
    try {
      spool.append(partition, append.counter(), record.key(), record.value(), record.headers(), spooling);
    } catch (RuntimeException | Error e) {
      LOG.error("An event could not be handed to the spool", e);
      spooling.onCompletion(new SpoolException("the event could not be handed to the spool", e));
    }
  }

  /** An append on its way into the spool. A spool that fails after it has told what became of it is not heard again. */
  private final class Spooling implements Spool.Callback {
    private final AtomicBoolean ended = new AtomicBoolean();
    private final PendingAppend append;

    Spooling(PendingAppend append) {
      this.append = append;
      beingSpooled.incrementAndGet();
    }

    @Override
    public void onCompletion(@Nullable SpoolException failure) {
      if (ended.compareAndSet(false, true)) {
        beingSpooled.decrementAndGet();
        append.end(failure);
      }
    }
  }

  /** Kafka will never take it, now or later. */
  static boolean isOfThisRecordAlone(Exception failure) {
    return failure instanceof RecordTooLargeException
        || failure instanceof RecordBatchTooLargeException
        || failure instanceof InvalidRecordException;
  }
}

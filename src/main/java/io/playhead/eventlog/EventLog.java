package io.playhead.eventlog;

import io.micrometer.core.instrument.MeterRegistry;
import io.playhead.eventlog.spool.Spool;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * The durable append to {@code media.events}: what an {@link Appender} reports as done, the brokers have acknowledged,
 * or it stands in the spool on this machine's disk and goes to Kafka later. Shared by all event loops.
 *
 * <p>What Kafka may owe is bounded twice: by the producer's buffer for the bytes, by a count of pending appends for
 * what hangs on them. What is beyond either goes to the spool, and without a spool it fails at once.
 */
public final class EventLog {
  private static final byte @Nullable [] NO_KEY = null;
  private static final byte[] NO_VALUE = {};
  /** Ticks are due every second and fail after the acknowledgement time-out; beyond both, the brokers are away. */
  private static final Duration BETWEEN_TICKS = Duration.ofSeconds(2);

  private final String topic;
  private final EventProducer producer;
  private final Optional<Spool> spool;
  private final EventLogLimits limits;
  private final LongSupplier nanoTime;
  private final AppendMetrics metrics;
  private final List<Lane> lanes;
  private final AtomicInteger pending = new AtomicInteger();
  private final AtomicLongArray writtenAt;
  private volatile long acknowledgedAt;

  /**
   * A log on a topic.
   *
   * @param partitions the configured count: the sid names its partition by it, whatever the topic has (design §1)
   * @param spool where events go that Kafka cannot take; empty for nowhere
   * @param nanoTime a clock for durations, nanoseconds
   */
  public EventLog(String topic, int partitions, EventProducer producer, Optional<Spool> spool, EventLogLimits limits,
      LongSupplier nanoTime, MeterRegistry meters) {
    this.topic = topic;
    this.producer = producer;
    this.spool = spool;
    this.limits = limits;
    this.nanoTime = nanoTime;
    this.writtenAt = new AtomicLongArray(partitions);
    this.acknowledgedAt = nanoTime.getAsLong();
    EventIds ids = new EventIds();
    this.lanes = IntStream.range(0, partitions)
        .mapToObj(partition -> new Lane(partition, producer, spool, ids))
        .toList();
    this.metrics = new AppendMetrics(meters, pending, this::state);
    for (int partition = 0; partition < partitions; partition++) {
      writtenAt.set(partition, acknowledgedAt);
    }
  }

  /** An appender that completes its futures on that context, on which alone it may be used. */
  public Appender appender(Context context) {
    return new Appender(this, context);
  }

  /** How many partitions sessions are spread over. */
  public int partitions() {
    return lanes.size();
  }

  /** What becomes of events now. */
  public EventLogState state() {
    if (spool.isEmpty()) {
      return kafkaAcknowledges() ? EventLogState.LIVE : EventLogState.REFUSING;
    }
    if (count(Lane.State.LIVE) == lanes.size()) {
      return EventLogState.LIVE;
    }
    if (!spool.get().hasRoom()) {
      return EventLogState.REFUSING;
    }
    return count(Lane.State.SPOOLING) > 0 ? EventLogState.SPOOLING : EventLogState.DRAINING;
  }

  /** Its state in a line for people. */
  public String detail() {
    return detail(state());
  }

  String detail(EventLogState state) {
    return switch (state) {
      case LIVE -> "live: Kafka acknowledges";
      case SPOOLING -> "spooling: Kafka does not take " + count(Lane.State.SPOOLING) + " of " + lanes.size()
          + " partitions; " + spooledEvents() + " events in the spool";
      case DRAINING -> "draining: " + spooledEvents() + " events in the spool go to Kafka";
      case REFUSING -> spool.isPresent()
          ? "refusing: the spool takes no more; " + spooledEvents() + " events in it"
          : "refusing: Kafka has acknowledged nothing for " + silence().toSeconds() + " s";
    };
  }

  /** Events that are still in the spool. */
  public long spooledEvents() {
    return spool.map(Spool::events).orElse(0L);
  }

  /** How many partitions Kafka says the topic has; 0 while that is not known. */
  public int partitionsInKafka() {
    return producer.partitions();
  }

  /** Done when what was given to Kafka so far is acknowledged or has failed. */
  public Future<Void> flush() {
    return producer.flush();
  }

  /**
   * An append to the session's partition that has not begun.
   *
   * @param askedAt nanoseconds of the log's clock
   */
  PendingAppend prepare(Appender appender, String sid, byte[] value, List<Header> headers, long askedAt) {
    byte[] key = sid.getBytes(StandardCharsets.ISO_8859_1);
    Lane lane = lanes.get(Topics.partition(key, lanes.size()));
    return new PendingAppend(appender, lane, new ProducerRecord<>(topic, lane.partition(), key, value, headers),
        askedAt);
  }

  /** Begins an append; the partition gets its events in the order of these calls. */
  void begin(PendingAppend append) {
    Lane lane = append.lane();
    if (pending.incrementAndGet() > limits.maxPending()) {
      lane.takeToSpool(append, new TooManyPendingException(limits.maxPending()));
    } else {
      writtenAt.lazySet(lane.partition(), append.askedAt());
      lane.take(append);
    }
  }

  /** Nanoseconds of the log's clock. */
  long now() {
    return nanoTime.getAsLong();
  }

  /**
   * Called on the appender's event loop when an append has ended; the time is read once for all that ended together.
   */
  void ended(PendingAppend append, long now) {
    pending.decrementAndGet();
    if (append.failure() == null && append.wasHandedToKafka()) {
      acknowledgedAt = now;
    }
    metrics.ended(Math.max(0, now - append.askedAt()), append.failure());
  }

  /** Notes that Kafka has acknowledged something. */
  void acknowledged() {
    acknowledgedAt = nanoTime.getAsLong();
  }

  /**
   * With a spool, ends a producer that should have told long ago what became of its records. Kafka's client reckons its
   * time-outs by the clock of the wall, and waits for an hour if that is set back by one.
   */
  void endWhatHangs() {
    if (spool.isPresent() && !kafkaAcknowledges() && lanes.stream().anyMatch(Lane::hasEventsWithKafka)) {
      producer.giveUp(new TimeoutException("nothing was acknowledged for " + silence().toSeconds() + " s"));
    }
  }

  List<Lane> lanes() {
    return lanes;
  }

  String topic() {
    return topic;
  }

  long nanosSinceWritten(int partition) {
    return nanoTime.getAsLong() - writtenAt.get(partition);
  }

  /** The time after which Kafka should have said something. */
  Duration patience() {
    return limits.ackTimeout().plus(BETWEEN_TICKS);
  }

  /** Notes that a partition has got a record. */
  void written(int partition) {
    writtenAt.lazySet(partition, nanoTime.getAsLong());
  }

  /**
   * Appends a tick, unless the partition's events go to the spool. It may be lost: the next one follows within a
   * second.
   */
  void tick(int partition, Callback callback) {
    written(partition);
    lanes.get(partition).tick(tickFor(partition), (metadata, failure) -> {
      if (failure == null) {
        acknowledged();
      }
      callback.onCompletion(metadata, failure);
    });
  }

  ProducerRecord<byte[], byte[]> tickFor(int partition) {
    return new ProducerRecord<>(topic, partition, NO_KEY, NO_VALUE, RecordHeaders.OF_TICK);
  }

  private boolean kafkaAcknowledges() {
    return silence().compareTo(patience()) < 0;
  }

  private Duration silence() {
    return Duration.ofNanos(nanoTime.getAsLong() - acknowledgedAt);
  }

  private long count(Lane.State state) {
    return lanes.stream().filter(lane -> lane.state() == state).count();
  }
}

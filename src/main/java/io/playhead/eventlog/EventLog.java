package io.playhead.eventlog;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * The durable append to {@code media.events}: what an {@link Appender} reports as done, the brokers have acknowledged.
 *
 * <p>Memory is bounded twice: by the producer's buffer for the bytes, by a count of pending appends for what hangs on them.
 * Beyond either an append fails at once. Shared by all event loops.
 */
public final class EventLog {
  private static final byte @Nullable [] NO_KEY = null;
  private static final byte[] NO_VALUE = {};

  private final String topic;
  private final EventProducer producer;
  private final int maxPending;
  private final LongSupplier nanoTime;
  private final AppendMetrics metrics;
  private final AtomicInteger pending = new AtomicInteger();
  private final AtomicLongArray writtenAt;
  private volatile long acknowledgedAt;

  /**
   * A log on a topic.
   *
   * @param partitions the configured count: the sid names its partition by it, whatever the topic has (design §1)
   * @param maxPending appends that may wait for their acknowledgement
   * @param nanoTime a clock for durations, nanoseconds
   */
  public EventLog(
      String topic, int partitions, EventProducer producer, int maxPending, LongSupplier nanoTime,
      MeterRegistry meters) {
    this.topic = topic;
    this.producer = producer;
    this.maxPending = maxPending;
    this.nanoTime = nanoTime;
    this.metrics = new AppendMetrics(meters, pending);
    this.writtenAt = new AtomicLongArray(partitions);
    this.acknowledgedAt = nanoTime.getAsLong();
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
    return writtenAt.length();
  }

  /** Nanoseconds since the brokers last acknowledged something. While they answer, ticks keep it below a few seconds. */
  public long nanosSinceAcknowledged() {
    return nanoTime.getAsLong() - acknowledgedAt;
  }

  /** Done when what was appended so far is acknowledged or has failed. */
  public Future<Void> flush() {
    return producer.flush();
  }

  long now() {
    return nanoTime.getAsLong();
  }

  void send(Appender.Pending append, String sid, byte[] value, List<Header> headers) {
    if (pending.incrementAndGet() > maxPending) {
      append.onCompletion(null, new TooManyPendingException(maxPending));
      return;
    }
    byte[] key = sid.getBytes(StandardCharsets.ISO_8859_1);
    int partition = Topics.partition(key, partitions());
    writtenAt.lazySet(partition, append.sentAt());
    append.takenBy(producer.send(new ProducerRecord<>(topic, partition, key, value, headers), append));
  }

  /** Called on the appender's event loop when an append has ended. */
  void finished(Appender.Pending append) {
    pending.decrementAndGet();
    long now = nanoTime.getAsLong();
    Exception failure = append.failure();
    if (failure == null) {
      acknowledgedAt = now;
    } else {
      producer.failed(append.producer(), failure);
    }
    metrics.finished(now - append.sentAt(), failure);
  }

  long nanosSinceWritten(int partition) {
    return nanoTime.getAsLong() - writtenAt.get(partition);
  }

  /** Appends a tick. It may be lost: the next one follows within a second. */
  void tick(int partition, Callback callback) {
    writtenAt.lazySet(partition, nanoTime.getAsLong());
    producer.send(new ProducerRecord<>(topic, partition, NO_KEY, NO_VALUE, RecordHeaders.OF_TICK),
        (metadata, failure) -> {
          if (failure == null) {
            acknowledgedAt = nanoTime.getAsLong();
          }
          callback.onCompletion(metadata, failure);
        });
  }
}

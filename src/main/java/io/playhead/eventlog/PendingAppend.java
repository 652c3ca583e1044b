package io.playhead.eventlog;

import io.vertx.core.Promise;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * An append on its way into the {@link EventLog}: to Kafka, or from there or at once to the spool. It belongs to its
 * appender's event loop, but for what the lane's lock guards and for its end, which comes on a thread of Kafka's or of
 * the spool's.
 */
final class PendingAppend implements Callback {
  private final Appender appender;
  private final Lane lane;
  private final ProducerRecord<byte[], byte[]> record;
  private final long askedAt;
  private final Promise<Void> promise = Promise.promise();
  private final AtomicBoolean over = new AtomicBoolean();
  private long counter;
  private boolean sent;
  private boolean refused;
  private @Nullable Exception failure;

  /**
   * An append that has not begun.
   *
   * @param askedAt when it was asked for, nanoseconds of the log's clock
   */
  PendingAppend(Appender appender, Lane lane, ProducerRecord<byte[], byte[]> record, long askedAt) {
    this.appender = appender;
    this.lane = lane;
    this.record = record;
    this.askedAt = askedAt;
  }

  /** Gives it its place among the events of this run. */
  void identify(EventId id) {
    counter = id.counter();
    record.headers().add(id.toHeader());
  }

  /** Notes that Kafka has it, or may have it. */
  void handedToKafka() {
    sent = true;
  }

  /**
   * Notes that Kafka has not kept it: false if that is known, as a producer at its end may say it twice. Under the
   * lane's lock.
   */
  boolean isRefusedNow() {
    boolean first = !refused;
    refused = true;
    return first;
  }

  /** Kafka has it, or not; then the lane knows what to do. */
  @Override
  public void onCompletion(@Nullable RecordMetadata metadata, @Nullable Exception exception) {
    if (exception == null) {
      end(null);
    } else {
      lane.refused(this, exception);
    }
  }

  /**
   * It is durable, or with a failure it is not and will not be: what is said first counts, and a client that fails after it
   * has taken a record may say two things. The appender's queue publishes that to its event loop.
   */
  void end(@Nullable Exception failure) {
    if (!over.compareAndSet(false, true)) {
      return;
    }
    this.failure = failure;
    lane.ended(this);
    appender.ended(this);
  }

  /** Answers whoever waits; on the appender's event loop. */
  void complete() {
    if (failure == null) {
      promise.complete();
    } else {
      promise.fail(failure);
    }
  }

  Promise<Void> promise() {
    return promise;
  }

  Lane lane() {
    return lane;
  }

  ProducerRecord<byte[], byte[]> record() {
    return record;
  }

  long counter() {
    return counter;
  }

  long askedAt() {
    return askedAt;
  }

  boolean wasHandedToKafka() {
    return sent;
  }

  @Nullable
  Exception failure() {
    return failure;
  }
}

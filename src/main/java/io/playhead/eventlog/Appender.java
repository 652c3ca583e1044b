package io.playhead.eventlog;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * One event loop's way into the {@link EventLog}.
 *
 * <p>Acknowledgements come on the producer's thread, many at a time. They are queued, and one wake-up of the event loop takes
 * all that are there: measured at 1,000 connections, 12.1 µs of CPU an event instead of 16.5 µs (design §4).
 */
public final class Appender {
  private final EventLog log;
  private final Context context;
  private final Queue<Pending> finished = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean woken = new AtomicBoolean();

  Appender(EventLog log, Context context) {
    this.log = log;
    this.context = context;
  }

  /**
   * Appends one record to the session's partition, behind all that this appender was given before for it.
   *
   * @param sid the session id, the record's key
   * @param value kept as it is
   * @return done when the brokers have acknowledged the record; failed when they have not in time, or at once when there is no
   *     room: then the caller must not answer 2xx. Completes on this appender's event loop
   */
  public Future<Void> append(String sid, byte[] value, List<Header> headers) {
    Pending append = new Pending(log.now());
    log.send(append, sid, value, headers);
    return append.promise.future();
  }

  private void drain() {
    woken.set(false);
    for (Pending append = finished.poll(); append != null; append = finished.poll()) {
      append.complete();
    }
  }

  /** An append on its way. Its event loop alone touches it, but for {@link #onCompletion}. */
  final class Pending implements Callback {
    private final long sentAt;
    private final Promise<Void> promise = Promise.promise();
    private @Nullable Producer<byte[], byte[]> producer;
    private @Nullable Exception failure;

    private Pending(long sentAt) {
      this.sentAt = sentAt;
    }

    /** On a producer thread, or on the caller's when it fails at once. The queue publishes the failure to the event loop. */
    @Override
    public void onCompletion(@Nullable RecordMetadata metadata, @Nullable Exception exception) {
      failure = exception;
      finished.add(this);
      if (woken.compareAndSet(false, true)) {
        context.runOnContext(v -> drain());
      }
    }

    long sentAt() {
      return sentAt;
    }

    @Nullable
    Exception failure() {
      return failure;
    }

    void takenBy(Producer<byte[], byte[]> producer) {
      this.producer = producer;
    }

    @Nullable
    Producer<byte[], byte[]> producer() {
      return producer;
    }

    private void complete() {
      log.finished(this);
      if (failure == null) {
        promise.complete();
      } else {
        promise.fail(failure);
      }
    }
  }
}

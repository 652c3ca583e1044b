package io.playhead.eventlog;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownProducerIdException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Kafka producer that never blocks its caller, and that is replaced by a new one when it has come to its end.
 *
 * <p>Until the new one knows the topic, sends fail at once, as they do when the brokers are away.
 */
public final class EventProducer {
  private static final Logger LOG = LoggerFactory.getLogger(EventProducer.class);
  private static final long METADATA_RETRY_MILLIS = 50;
  private static final long RETRY_MILLIS = 1_000;
  /**
   * Half a minute. Then a new producer may find what this one does not: its pauses go by a clock that may have been set
   * back.
   */
  private static final int METADATA_TRIES = 600;

  private final Vertx vertx;
  private final String topic;
  private final OnFailure onFailure;
  private final Supplier<Producer<byte[], byte[]>> factory;
  private final MeterRegistry meters;
  private final Promise<Void> ready = Promise.promise();
  private final AtomicReference<@Nullable Generation> current = new AtomicReference<>();
  private volatile boolean closed;

  /** What a producer does when a record that it had taken has failed. */
  enum OnFailure {
    /** The records behind it go on. */
    GO_ON,
    /**
     * It ends, and all that it still has fails too: nothing can overtake the failed record. It must end in the very
     * callback that tells of the failure, because Kafka's client would number the records behind the failed one anew
     * and send them at its next turn.
     */
    END
  }

  /** A producer that is in use, and its metrics. */
  private record Generation(Producer<byte[], byte[]> producer, KafkaClientMetrics metrics) {}

  /**
   * A producer for one topic, not yet started.
   *
   * @param factory makes producers with {@code max.block.ms} 0
   */
  EventProducer(Vertx vertx, String topic, OnFailure onFailure, Supplier<Producer<byte[], byte[]>> factory,
      MeterRegistry meters) {
    this.vertx = vertx;
    this.topic = topic;
    this.onFailure = onFailure;
    this.factory = factory;
    this.meters = meters;
  }

  /**
   * Makes the first producer.
   *
   * @return done when that is made, or when the brokers' names do not resolve, which is tried again; failed if Kafka's
   *     client refuses its settings
   */
  public Future<Void> start() {
    return vertx.executeBlocking(factory::get)
        .<Void>map(made -> {
          useWhenItKnowsTheTopic(made, METADATA_TRIES);
          return null;
        })
        .recover(e -> {
          if (!BootstrapNames.areUnresolvable(e)) {
            return Future.failedFuture(e);
          }
          LOG.warn("Kafka cannot be found, trying again: {}", BootstrapNames.reason(e));
          vertx.setTimer(RETRY_MILLIS, timer -> replace());
          return Future.succeededFuture();
        });
  }

  /**
   * Done when the first producer knows the topic's partitions, so that a send finds them. Waits for as long as it
   * takes.
   */
  public Future<Void> ready() {
    return ready.future();
  }

  /** Done when {@link #ready} is, or when that time is over. */
  public Future<Void> ready(Duration atMost) {
    Promise<Void> over = Promise.promise();
    vertx.setTimer(atMost.toMillis(), timer -> over.tryComplete());
    return Future.any(ready.future(), over.future()).mapEmpty();
  }

  /** Whether there is a producer that knows the topic. */
  boolean isUsable() {
    return current.get() != null;
  }

  /** How many partitions the topic has, as far as is known; 0 if it is not. */
  int partitions() {
    Generation generation = current.get();
    try {
      return generation == null ? 0 : generation.producer.partitionsFor(topic).size();
    } catch (KafkaException | IllegalStateException unknown) {
      return 0;
    }
  }

  /**
   * Sends a record without waiting. Every failure goes to the callback; that of a record it had taken, on Kafka's
   * thread.
   */
  void send(ProducerRecord<byte[], byte[]> record, Callback callback) {
    send(record, callback, onFailure);
  }

  /** Sends a record that nothing behind it depends on, and whose failure is no more than an answer. */
  void probe(ProducerRecord<byte[], byte[]> record, Callback callback) {
    send(record, callback, OnFailure.GO_ON);
  }

  private void send(ProducerRecord<byte[], byte[]> record, Callback callback, OnFailure onFailure) {
    Generation generation = current.get();
    if (generation == null) {
      callback.onCompletion(null, new NoProducerException());
      return;
    }
    Thread caller = Thread.currentThread();
    try {
      java.util.concurrent.Future<RecordMetadata> unused = generation.producer.send(record, (metadata, failure) -> {
        if (failure != null && (isFatal(failure) || (onFailure == OnFailure.END && Thread.currentThread() != caller))) {
          end(generation, failure, Thread.currentThread() != caller);
        }
        callback.onCompletion(metadata, failure);
      });
    } catch (RuntimeException e) {
      if (isFatal(e)) {
        end(generation, e, false);
      }
      callback.onCompletion(null, e);
    }
  }

  /** Ends the producer, and all that it still has fails. */
  void giveUp(Exception reason) {
    Generation generation = current.get();
    if (generation != null) {
      end(generation, reason, false);
    }
  }

  /** Waits until all that was sent is acknowledged or has failed. */
  Future<Void> flush() {
    Generation generation = current.get();
    if (generation == null) {
      return Future.succeededFuture();
    }
    return vertx.executeBlocking(() -> {
      generation.producer.flush();
      return null;
    });
  }

  /** Closes the producer; what is still unsent after that time fails. */
  public Future<Void> close(Duration patience) {
    closed = true;
    Generation last = current.getAndSet(null);
    if (last == null) {
      return Future.succeededFuture();
    }
    last.metrics.close();
    return vertx.executeBlocking(() -> {
      close(last.producer, patience);
      return null;
    });
  }

  /**
   * Lets a producer go. On its own thread it is closed at once, which does not wait there; elsewhere that would wait
   * for its thread, which may be waiting for the caller. The next one is made only when the last callback of this one
   * has run.
   */
  private void end(Generation generation, Exception failure, boolean onItsOwnThread) {
    if (!current.compareAndSet(generation, null)) {
      return;
    }
    LOG.warn("A producer has come to its end and will be replaced: {}", failure.toString());
    if (onItsOwnThread) {
      close(generation.producer, Duration.ZERO);
    }
    vertx.executeBlocking(() -> {
      close(generation.producer, Duration.ZERO);
      generation.metrics.close();
      return null;
    }).onComplete(done -> replace());
  }

  private static void close(Producer<byte[], byte[]> producer, Duration patience) {
    try {
      producer.close(patience);
    } catch (KafkaException e) {
      LOG.warn("A producer did not close cleanly: {}", e.toString());
    }
  }

  private void replace() {
    if (closed) {
      return;
    }
    vertx.executeBlocking(factory::get)
        .onSuccess(made -> useWhenItKnowsTheTopic(made, METADATA_TRIES))
        .onFailure(e -> vertx.setTimer(RETRY_MILLIS, timer -> replace()));
  }

  private void useWhenItKnowsTheTopic(Producer<byte[], byte[]> made, int tries) {
    if (closed) {
      discard(made);
      return;
    }
    try {
      made.partitionsFor(topic);
      use(made);
    } catch (TimeoutException notYet) {
      if (tries == 0) {
        discard(made).onComplete(done -> replace());
      } else {
        vertx.setTimer(METADATA_RETRY_MILLIS, timer -> useWhenItKnowsTheTopic(made, tries - 1));
      }
    } catch (KafkaException e) {
      LOG.warn("Topic {} cannot be used, trying again: {}", topic, e.toString());
      discard(made).onComplete(done -> vertx.setTimer(RETRY_MILLIS, timer -> replace()));
    }
  }

  /** Closing waits for the producer's thread, so it is nothing for an event loop. */
  private Future<Void> discard(Producer<byte[], byte[]> made) {
    return vertx.executeBlocking(() -> {
      close(made, Duration.ZERO);
      return null;
    });
  }

  private void use(Producer<byte[], byte[]> made) {
    KafkaClientMetrics metrics = new KafkaClientMetrics(made);
    metrics.bindTo(meters);
    Generation next = new Generation(made, metrics);
    current.set(next);
    ready.tryComplete();
    if (closed && current.compareAndSet(next, null)) {
      metrics.close();
      discard(made);
    }
  }

  /** A bare {@link KafkaException} is what a producer in its final error state throws. */
  private static boolean isFatal(Exception failure) {
    return failure instanceof ProducerFencedException
        || failure instanceof InvalidProducerEpochException
        || failure instanceof OutOfOrderSequenceException
        || failure instanceof UnknownProducerIdException
        || failure instanceof IllegalStateException
        || failure.getClass() == KafkaException.class;
  }
}

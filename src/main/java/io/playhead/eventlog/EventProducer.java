package io.playhead.eventlog;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import io.playhead.config.DataSize;
import io.playhead.config.GatewayConfig;
import io.playhead.config.KafkaConfig;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.kafka.client.producer.KafkaProducer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
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
 * A Kafka producer that never blocks its caller, and is replaced by a new one when it is broken for good.
 *
 * <p>Until the new one knows the topic, sends fail as they do when the brokers are away.
 */
public final class EventProducer {
  private static final Logger LOG = LoggerFactory.getLogger(EventProducer.class);
  private static final long METADATA_RETRY_MILLIS = 50;

  private final Vertx vertx;
  private final String topic;
  private final Supplier<Producer<byte[], byte[]>> factory;
  private final AtomicBoolean replacing = new AtomicBoolean();
  private final MeterRegistry meters;
  private volatile Producer<byte[], byte[]> current;
  private volatile KafkaClientMetrics currentMetrics;

  /**
   * A producer for one topic.
   *
   * @param factory makes producers with {@code max.block.ms} 0
   */
  EventProducer(Vertx vertx, String topic, Supplier<Producer<byte[], byte[]>> factory, MeterRegistry meters) {
    this.vertx = vertx;
    this.topic = topic;
    this.factory = factory;
    this.meters = meters;
    this.current = factory.get();
    this.currentMetrics = bind(current);
  }

  /** The producer behind an {@link EventLog}. */
  public static EventProducer forEvents(
      Vertx vertx, String topic, KafkaConfig kafka, GatewayConfig gateway, DataSize maxRecord, MeterRegistry meters) {
    return create(vertx, topic, ProducerSettings.forEvents(kafka, gateway, maxRecord), meters);
  }

  /** The producer behind a {@link RejectedLog}. */
  public static EventProducer forRejected(Vertx vertx, String topic, KafkaConfig kafka, DataSize maxRecord,
      MeterRegistry meters) {
    return create(vertx, topic, ProducerSettings.forRejected(kafka, maxRecord), meters);
  }

  /** The Vert.x Kafka client's, unwrapped: the wrapper takes a hop to a worker thread for each record (design §4). */
  private static EventProducer create(Vertx vertx, String topic, Map<String, String> settings, MeterRegistry meters) {
    return new EventProducer(vertx, topic, () -> KafkaProducer.<byte[], byte[]>create(vertx, settings).unwrap(),
        meters);
  }

  /** Done when the producer knows the topic's partitions, so that a send finds them. Waits for as long as it takes. */
  public Future<Void> ready() {
    Promise<Void> known = Promise.promise();
    awaitMetadata(current, known);
    return known.future();
  }

  /**
   * Sends a record without waiting; every failure goes to the callback.
   *
   * @return the producer that took it, for {@link #failed}
   */
  Producer<byte[], byte[]> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
    Producer<byte[], byte[]> producer = current;
    try {
      java.util.concurrent.Future<RecordMetadata> unused = producer.send(record, callback);
    } catch (KafkaException | IllegalStateException e) {
      callback.onCompletion(null, e);
    }
    return producer;
  }

  /** Replaces a producer whose failure says that it will never again deliver anything. */
  void failed(@Nullable Producer<byte[], byte[]> producer, Exception failure) {
    if (producer != current || !isFatal(failure) || !replacing.compareAndSet(false, true)) {
      return;
    }
    LOG.error("The producer is broken and will be replaced: {}", failure.toString());
    vertx.executeBlocking(factory::get).compose(replacement -> {
      Promise<Void> known = Promise.promise();
      awaitMetadata(replacement, known);
      return known.future().onSuccess(v -> use(replacement)).onFailure(e -> replacement.close(Duration.ZERO));
    }).eventually(() -> {
      replacing.set(false);
      return vertx.executeBlocking(() -> close(producer, Duration.ZERO));
    });
  }

  /** Waits until all that was sent is acknowledged or has failed. */
  Future<Void> flush() {
    return vertx.executeBlocking(() -> {
      current.flush();
      return null;
    });
  }

  /** Closes the producer; what is still unsent after that time fails. */
  public Future<Void> close(Duration patience) {
    currentMetrics.close();
    return vertx.executeBlocking(() -> close(current, patience));
  }

  private void use(Producer<byte[], byte[]> replacement) {
    currentMetrics.close();
    current = replacement;
    currentMetrics = bind(replacement);
  }

  private KafkaClientMetrics bind(Producer<byte[], byte[]> producer) {
    KafkaClientMetrics metrics = new KafkaClientMetrics(producer);
    metrics.bindTo(meters);
    return metrics;
  }

  private static @Nullable Void close(Producer<byte[], byte[]> producer, Duration patience) {
    producer.close(patience);
    return null;
  }

  private void awaitMetadata(Producer<byte[], byte[]> producer, Promise<Void> known) {
    try {
      producer.partitionsFor(topic);
      known.complete();
    } catch (TimeoutException notYet) {
      vertx.setTimer(METADATA_RETRY_MILLIS, timer -> awaitMetadata(producer, known));
    } catch (KafkaException e) {
      known.fail(e);
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

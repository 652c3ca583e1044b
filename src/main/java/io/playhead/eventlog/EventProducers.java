package io.playhead.eventlog;

import io.micrometer.core.instrument.MeterRegistry;
import io.playhead.config.DataSize;
import io.playhead.config.GatewayConfig;
import io.playhead.config.KafkaConfig;
import io.playhead.config.PlayheadConfig;
import io.playhead.eventlog.EventProducer.OnFailure;
import io.vertx.core.Vertx;
import io.vertx.kafka.client.producer.KafkaProducer;
import java.util.Map;

/** Makes the producers of a gateway, each for one topic and not yet started. */
public final class EventProducers {
  private final Vertx vertx;
  private final Topics topics;
  private final KafkaConfig kafka;
  private final GatewayConfig gateway;
  private final DataSize maxRecord;
  private final MeterRegistry meters;

  /** Producers by this configuration. */
  public EventProducers(Vertx vertx, PlayheadConfig config, MeterRegistry meters) {
    this.vertx = vertx;
    this.topics = new Topics(config.topics());
    this.kafka = config.kafka();
    this.gateway = config.gateway();
    this.maxRecord = config.topics().maxRecord();
    this.meters = meters;
  }

  /** The producer behind an {@link EventLog} whose failed events are refused. */
  EventProducer forEvents() {
    return create(topics.events(), OnFailure.GO_ON, ProducerSettings.forEvents(kafka, gateway, maxRecord));
  }

  /** The producer behind an {@link EventLog} whose failed events go to the spool: in their order, whatever fails. */
  EventProducer forSpooledEvents() {
    return create(topics.events(), OnFailure.END, ProducerSettings.forEvents(kafka, gateway, maxRecord));
  }

  /** The producer behind a {@link Drain}. */
  EventProducer forDrain() {
    return create(topics.events(), OnFailure.END, ProducerSettings.forDrain(kafka, gateway, maxRecord));
  }

  /** The producer behind a {@link RejectedLog}. */
  public EventProducer forRejected() {
    return create(topics.rejected(), OnFailure.GO_ON, ProducerSettings.forRejected(kafka, maxRecord));
  }

  /** The Vert.x Kafka client's, unwrapped: the wrapper takes a hop to a worker thread for each record (design §4). */
  private EventProducer create(TopicSpec topic, OnFailure onFailure, Map<String, String> settings) {
    return new EventProducer(vertx, topic.name(), onFailure,
        () -> KafkaProducer.<byte[], byte[]>create(vertx, settings).unwrap(), meters);
  }
}

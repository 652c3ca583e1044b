package io.playhead.eventlog;

import io.playhead.config.DataSize;
import io.playhead.config.GatewayConfig;
import io.playhead.config.KafkaConfig;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The settings of our producers, each with its reason. */
final class ProducerSettings {
  private static final Duration LINGER = Duration.ofMillis(5);
  private static final DataSize REJECTED_BUFFER = DataSize.parse("8MiB");

  private ProducerSettings() {}

  /** Of the producer behind the {@link EventLog}. */
  static Map<String, String> forEvents(KafkaConfig kafka, GatewayConfig gateway, DataSize maxRecord) {
    return durable("playhead-events", kafka, gateway, maxRecord);
  }

  /** Of the producer behind the {@link Drain}. */
  static Map<String, String> forDrain(KafkaConfig kafka, GatewayConfig gateway, DataSize maxRecord) {
    return durable("playhead-drain", kafka, gateway, maxRecord);
  }

  private static Map<String, String> durable(String clientId, KafkaConfig kafka, GatewayConfig gateway,
      DataSize maxRecord) {
    Map<String, String> settings = common(clientId, kafka, maxRecord, gateway.bufferMemory());
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
    // A broker takes any first sequence number of a producer that it does not know: two of its batches under way could
    // swap.
    settings.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, "1");
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis(gateway.ackTimeout()));
    // Half, so that an answer that got lost leaves time for a second attempt.
    settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis(gateway.ackTimeout().dividedBy(2).minus(LINGER)));
    return settings;
  }

  /** Of the producer behind the {@link RejectedLog}: losing one of these is no loss to a player. */
  static Map<String, String> forRejected(KafkaConfig kafka, DataSize maxRecord) {
    Map<String, String> settings = common("playhead-rejected", kafka, maxRecord, REJECTED_BUFFER);
    settings.put(ProducerConfig.ACKS_CONFIG, "1");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "false");
    return settings;
  }

  /** What the configuration passes through comes first: it may tune, but not weaken what the promises rest on. */
  private static Map<String, String> common(String clientId, KafkaConfig kafka, DataSize maxRecord, DataSize buffer) {
    Map<String, String> settings = new HashMap<>();
    // A name that stays when a producer is replaced: it is a label of metrics.
    settings.put(ProducerConfig.CLIENT_ID_CONFIG, clientId);
    settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "snappy");
    settings.put(ProducerConfig.LINGER_MS_CONFIG, millis(LINGER));
    settings.put(ProducerConfig.BATCH_SIZE_CONFIG, "131072");
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, String.valueOf(maxRecord.bytes()));
    settings.putAll(kafka.producer());
    settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
    settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
    settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
    settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, String.valueOf(buffer.bytes()));
    // A send never waits, neither for room nor for metadata: it fails, and that is the 503.
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, "0");
    // Metadata of a topic that was idle would be forgotten, and the next send would fail.
    settings.put(ProducerConfig.METADATA_MAX_IDLE_CONFIG, String.valueOf(Duration.ofDays(20).toMillis()));
    return settings;
  }

  private static String millis(Duration duration) {
    return String.valueOf(duration.toMillis());
  }
}

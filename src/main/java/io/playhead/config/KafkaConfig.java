package io.playhead.config;

import java.util.Map;
import java.util.TreeMap;

/**
 * How to reach Kafka. The maps are handed to its clients as they are, by Kafka's own names.
 *
 * @param bootstrapServers the brokers to start from, separated by commas
 * @param producer settings of producers
 * @param consumer settings of consumers
 * @param streams settings of Kafka Streams
 * @param admin settings of the admin client
 */
public record KafkaConfig(String bootstrapServers, Map<String, String> producer, Map<String, String> consumer,
    Map<String, String> streams, Map<String, String> admin) {
  /** Copies the maps. */
  public KafkaConfig {
    producer = Map.copyOf(producer);
    consumer = Map.copyOf(consumer);
    streams = Map.copyOf(streams);
    admin = Map.copyOf(admin);
  }

  /** The record's text with passwords and the like masked. */
  @Override
  public String toString() {
    return "KafkaConfig[bootstrapServers=" + bootstrapServers + ", producer=" + masked(producer) + ", consumer="
        + masked(consumer) + ", streams=" + masked(streams) + ", admin=" + masked(admin) + "]";
  }

  private static Map<String, String> masked(Map<String, String> settings) {
    var masked = new TreeMap<>(settings);
    masked.replaceAll((key, value) -> Secrets.isSecret("kafka." + key) ? Secrets.MASK : value);
    return masked;
  }
}

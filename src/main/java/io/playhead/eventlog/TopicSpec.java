package io.playhead.eventlog;

import java.util.Map;

/**
 * A topic as it should be.
 *
 * @param name its full name
 * @param partitions how many partitions
 * @param replicationFactor how many replicas of each
 * @param settings its settings by Kafka's names
 */
public record TopicSpec(String name, int partitions, short replicationFactor, Map<String, String> settings) {
  /** Copies the map. */
  public TopicSpec {
    settings = Map.copyOf(settings);
  }
}

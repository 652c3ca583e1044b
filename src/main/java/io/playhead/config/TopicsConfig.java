package io.playhead.config;

import java.time.Duration;

/**
 * The topics and their settings.
 *
 * @param prefix what the names of all topics start with
 * @param partitions partitions of every topic, at least 1; session state is bound to it
 * @param replicationFactor replicas of every partition, at least 1
 * @param minInsyncReplicas replicas that must have a record before it is acknowledged, 1 to {@code replicationFactor}
 * @param eventsRetention how long players' events are kept
 * @param reportsRetention how long reports are kept
 * @param closedRetention how long closings are kept
 * @param rejectedRetention how long refused bodies are kept
 * @param liveRetention how long live counts are kept
 * @param maxRecord the largest record
 */
public record TopicsConfig(String prefix, int partitions, short replicationFactor, int minInsyncReplicas,
    Duration eventsRetention, Duration reportsRetention, Duration closedRetention, Duration rejectedRetention,
    Duration liveRetention, DataSize maxRecord) {
  /** The same with another prefix. */
  public TopicsConfig withPrefix(String other) {
    return new TopicsConfig(other, partitions, replicationFactor, minInsyncReplicas, eventsRetention, reportsRetention,
        closedRetention, rejectedRetention, liveRetention, maxRecord);
  }
}

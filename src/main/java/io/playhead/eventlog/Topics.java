package io.playhead.eventlog;

import io.playhead.config.PlayheadConfig;
import io.playhead.config.TopicsConfig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.utils.Utils;

/**
 * The topics of Playhead: their names and how they are made (design §3).
 *
 * @param config prefix, partitions, replicas, retention
 */
public record Topics(TopicsConfig config) {
  private static final String LOG_APPEND_TIME = "LogAppendTime";
  private static final String CREATE_TIME = "CreateTime";

  /** A topic is deleted segment by segment: a record may outlive its retention by a sixth of it. */
  private static final int SEGMENTS_IN_RETENTION = 6;

  /** Those that aggregators write: beside the events, or apart from them in a replay. */
  public static Topics ofOutputs(PlayheadConfig config) {
    String prefix = config.aggregator().outputPrefix();
    return new Topics(prefix.isEmpty() ? config.topics() : config.topics().withPrefix(prefix));
  }

  /** What players sent, keyed by sid; byte for byte. Log time is its append time (media-metrics §1). */
  public TopicSpec events() {
    return spec("events", LOG_APPEND_TIME, config.eventsRetention());
  }

  /** Reports of sessions, keyed by sid; each with the append time of the event that made it, also in a replay. */
  public TopicSpec reports() {
    return spec("reports", CREATE_TIME, config.reportsRetention());
  }

  /** Closings of sessions, keyed by sid; each with the append time of the event that made it, also in a replay. */
  public TopicSpec closed() {
    return spec("closed", CREATE_TIME, config.closedRetention());
  }

  /** Refused bodies and events, in envelopes; with append times, because many clocks write here. */
  public TopicSpec rejected() {
    return spec("rejected", LOG_APPEND_TIME, config.rejectedRetention());
  }

  /** Live counts, one record a partition and minute; each with the append time of the event that ended it, also in a replay. */
  public TopicSpec live() {
    return spec("live", CREATE_TIME, config.liveRetention());
  }

  /** All topics. */
  public List<TopicSpec> all() {
    return List.of(events(), reports(), closed(), rejected(), live());
  }

  /** Whether records of a topic stand in the partition of their sid. */
  public boolean isPartitionedBySid(String topic) {
    return List.of(events().name(), reports().name(), closed().name()).contains(topic);
  }

  /** The partition of a key, by Kafka's own hash: {@code toPositive(murmur2(key)) % partitions}. */
  public static int partition(byte[] key, int partitions) {
    return Utils.toPositive(Utils.murmur2(key)) % partitions;
  }

  private TopicSpec spec(String name, String timestampType, Duration retention) {
    long segment = Math.max(1, retention.toMillis() / SEGMENTS_IN_RETENTION);
    return new TopicSpec(config.prefix() + name, config.partitions(), config.replicationFactor(),
        Map.of(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, String.valueOf(config.minInsyncReplicas()),
            TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, timestampType, TopicConfig.CLEANUP_POLICY_CONFIG,
            TopicConfig.CLEANUP_POLICY_DELETE, TopicConfig.RETENTION_MS_CONFIG, String.valueOf(retention.toMillis()),
            TopicConfig.SEGMENT_MS_CONFIG, String.valueOf(segment), TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
            String.valueOf(config.maxRecord().bytes())));
  }
}

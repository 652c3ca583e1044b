package io.playhead.aggregator;

import io.playhead.config.AggregatorConfig;
import io.playhead.config.PlayheadConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.state.HostInfo;

/** The settings of Kafka Streams; what the configuration passes through wins. */
final class StreamsSettings {
  /** Local state that is older is made anew from the changelogs, which by then may have forgotten what was deleted. */
  private static final Duration STALE_STATE = Duration.ofDays(3);

  /**
   * For so long a task goes on trying when Kafka is away, as long as gateways fill their spools by default. After the five minutes of
   * Kafka Streams a thread would die of it, be replaced, and die again.
   */
  private static final Duration LONGEST_OUTAGE = Duration.ofDays(1);

  /**
   * Log time moves with each record; so cached, only the last value before a commit is written. Live counts of those who left stand in
   * the same store; nothing else is cached.
   */
  private static final long LOG_TIME_CACHE = 1 << 20;

  /**
   * Bytes of a batch to one partition, eight times Kafka's default: a partition's changelog has the states of all its events, and each
   * batch costs a compressor and its share of a request (docs/performance.md, "Aggregator").
   */
  private static final int BATCH = 128 << 10;

  private StreamsSettings() {}

  static Properties of(PlayheadConfig config, StoreMemory memory) {
    AggregatorConfig aggregator = config.aggregator();
    var settings = new Properties();
    settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, aggregator.commitInterval().toMillis());
    settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, aggregator.threads());
    settings.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, aggregator.standbyReplicas());
    settings.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, (int) config.topics().replicationFactor());
    settings.put(StreamsConfig.topicPrefix(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG),
        String.valueOf(config.topics().minInsyncReplicas()));
    settings.put(StreamsConfig.STATE_DIR_CONFIG, Path.of(config.data().dir(), "aggregator").toString());
    HostInfo self = self(config);
    settings.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, LOG_TIME_CACHE);
    settings.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, StoreMemory.Setter.class);
    settings.put(StoreMemory.SETTING, memory);
    producer(settings, config);
    if (!aggregator.instanceId().isEmpty()) {
      settings.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, aggregator.instanceId());
    }
    settings.put(StreamsConfig.STATE_CLEANUP_DIR_MAX_AGE_MS_CONFIG, STALE_STATE.toMillis());
    // A task has one partition: there is no other whose records might come first, so it need not ask for each record.
    settings.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, StreamsConfig.MAX_TASK_IDLE_MS_DISABLED);
    settings.put(StreamsConfig.TASK_TIMEOUT_MS_CONFIG, LONGEST_OUTAGE.toMillis());
    settings.putAll(config.kafka().streams());
    // What is passed through may tune, but not weaken what the promises rest on.
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, aggregator.applicationId());
    settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    settings.put(StreamsConfig.APPLICATION_SERVER_CONFIG, self.host() + ":" + self.port());
    settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, config.kafka().bootstrapServers());
    return settings;
  }

  /** Where other instances reach this one's management port. */
  static HostInfo self(PlayheadConfig config) {
    return new HostInfo(config.aggregator().host(), config.management().port());
  }

  /**
   * The buffer, which each thread has for itself, must hold the largest record, and next to it what else is on its way: 512 batches, more
   * than twice as many as are open at once with 24 partitions of nine topics and changelogs.
   */
  private static void producer(Properties settings, PlayheadConfig config) {
    long largest = AggregatorTopology.maxState(config).bytes();
    settings.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), (int) largest);
    settings.put(StreamsConfig.producerPrefix(ProducerConfig.BUFFER_MEMORY_CONFIG),
        Math.max(512L * BATCH, 4 * largest));
    settings.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), BATCH);
    // While a transaction is being ended a broker refuses the first request of the next one, and those behind it as out of order: an error
    // with its stack trace in the broker's log for each partition.
    settings.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION), 1);
    settings.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
  }
}

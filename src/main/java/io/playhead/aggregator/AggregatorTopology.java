package io.playhead.aggregator;

import io.playhead.config.DataSize;
import io.playhead.config.PlayheadConfig;
import io.playhead.eventlog.Topics;
import io.playhead.tracing.Tracing;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;
import org.jspecify.annotations.Nullable;

/** The topology: {@code media.events}, one processor with five stores, and the topics it writes. */
final class AggregatorTopology {
  /** At most: 33 waiting events, an open ad, its break, a chapter, and 40 error ids, each as large as a body may be. */
  private static final int BODIES_IN_STATE = 80;

  /** Brokers take no larger request ({@code socket.request.max.bytes}). */
  private static final DataSize LARGEST_REQUEST = DataSize.parse("96MiB");
  private static final Duration TOMBSTONES_KEPT = Duration.ofDays(7);
  private static final DataSize SEGMENT = DataSize.parse("64MiB");
  private static final Duration SEGMENT_OF_CLOSINGS = Duration.ofHours(12);
  private static final Duration MOMENT = Duration.ofMillis(1);

  private static final byte @Nullable [] NO_KEY = null;

  private static final String EVENTS = "events";
  private static final String FOLD = "fold";

  private final Topics topics;
  private final Topics outputs;
  private final int partitions;
  private final DataSize maxRecord;
  private final DataSize maxState;
  private final Duration closedMemory;
  private final AggregatorMetrics metrics;
  private final Optional<Tracing> tracing;

  AggregatorTopology(PlayheadConfig config, AggregatorMetrics metrics, Optional<Tracing> tracing) {
    this.topics = new Topics(config.topics());
    this.outputs = Topics.ofOutputs(config);
    this.partitions = config.topics().partitions();
    this.maxRecord = config.topics().maxRecord();
    this.maxState = maxState(config);
    this.closedMemory = config.aggregator().closedMemory();
    this.metrics = metrics;
    this.tracing = tracing;
  }

  /** The largest record that a changelog must take. */
  static DataSize maxState(PlayheadConfig config) {
    long largest = Math.max(BODIES_IN_STATE * config.http().maxBody().bytes(), config.topics().maxRecord().bytes());
    return new DataSize(Math.min(largest, LARGEST_REQUEST.bytes()));
  }

  Topology build() {
    StreamPartitioner<byte[], byte[]> bySid =
        (topic, sid, value, count) -> Optional.of(Set.of(Topics.partition(sid, partitions)));
    StreamPartitioner<byte[], byte[]> sameAsCounted =
        (topic, partition, value, count) -> Optional.of(Set.of(ByteBuffer.wrap(partition).getInt()));
    Serializer<byte[]> noKeys = (topic, key) -> NO_KEY;
    var keys = new ByteArraySerializer();
    return new Topology()
        .addSource(AutoOffsetReset.earliest(), EVENTS, new ByteArrayDeserializer(), new ByteArrayDeserializer(),
            topics.events().name())
        .addProcessor(FOLD, () -> new SessionProcessor(metrics, maxRecord, closedMemory, tracing), EVENTS)
        .addStateStore(new OpenSessionsBuilder(SessionProcessor.STATES).withLoggingEnabled(changelog()), FOLD)
        .addStateStore(store(Stores.persistentKeyValueStore(SessionProcessor.LARGE_STATES)), FOLD)
        .addStateStore(store(Stores.persistentKeyValueStore(SessionProcessor.STARTS)), FOLD)
        .addStateStore(closings(), FOLD)
        .addStateStore(store(Stores.inMemoryKeyValueStore(SessionProcessor.LOG_TIME)).withCachingEnabled(), FOLD)
        .addSink(Outputs.REPORTS, outputs.reports().name(), keys, keys, bySid, FOLD)
        .addSink(Outputs.CLOSED, outputs.closed().name(), keys, keys, bySid, FOLD)
        .addSink(Outputs.REJECTED, outputs.rejected().name(), keys, keys, FOLD)
        .addSink(Outputs.LIVE, outputs.live().name(), noKeys, keys, sameAsCounted, FOLD);
  }

  /**
   * Without Kafka Streams' cache: a session seldom has two events between two commits, and when one dirty entry leaves a full cache, all
   * entries are written.
   */
  private StoreBuilder<KeyValueStore<String, byte[]>> store(KeyValueBytesStoreSupplier supplier) {
    return Stores.keyValueStoreBuilder(supplier, Serdes.String(), Serdes.ByteArray())
        .withCachingDisabled()
        .withLoggingEnabled(changelog());
  }

  /** By log time: what has been there for long enough goes in whole segments, without a search. Each is put about once: no cache. */
  private StoreBuilder<WindowStore<String, byte[]>> closings() {
    return Stores.windowStoreBuilder(
        Stores.persistentWindowStore(SessionProcessor.CLOSINGS, closedMemory, MOMENT, false), Serdes.String(),
        Serdes.ByteArray())
        .withCachingDisabled()
        .withLoggingEnabled(changelogOfClosings());
  }

  /**
   * Kafka Streams has its records deleted a day after the memory ends. That time must not count from the events' own times, which in
   * a replay are long past.
   */
  private static Map<String, String> changelogOfClosings() {
    return Map.of(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, TimestampType.LOG_APPEND_TIME.name,
        TopicConfig.SEGMENT_MS_CONFIG, String.valueOf(SEGMENT_OF_CLOSINGS.toMillis()));
  }

  /** Small segments, because the last one is never compacted and all of it is read when state is restored. */
  private Map<String, String> changelog() {
    // A machine that was away for long must still learn of the sessions that were closed meanwhile.
    return Map.of(TopicConfig.DELETE_RETENTION_MS_CONFIG, String.valueOf(TOMBSTONES_KEPT.toMillis()),
        TopicConfig.MAX_MESSAGE_BYTES_CONFIG, String.valueOf(maxState.bytes()),
        TopicConfig.SEGMENT_BYTES_CONFIG, String.valueOf(Math.max(SEGMENT.bytes(), maxState.bytes())));
  }
}

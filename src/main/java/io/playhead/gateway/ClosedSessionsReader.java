package io.playhead.gateway;

import io.playhead.sessionid.ClosedSessions;
import io.playhead.sessionid.SessionIds;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.kafka.client.common.PartitionInfo;
import io.vertx.kafka.client.common.TopicPartition;
import io.vertx.kafka.client.consumer.KafkaConsumer;
import io.vertx.kafka.client.consumer.OffsetAndTimestamp;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows {@code media.closed}: first the last two hours, then what comes.
 *
 * <p>It is warm when it has read to where the topic ended at the start, or after five seconds: an outage must not keep a gateway
 * from starting (design §4). The partitions are assigned, not subscribed to, since every gateway reads all of them.
 */
public final class ClosedSessionsReader extends VerticleBase {
  private static final Logger LOG = LoggerFactory.getLogger(ClosedSessionsReader.class);
  private static final Duration LOOK_BACK = Duration.ofHours(2);
  private static final long WARM_UP_LIMIT_MILLIS = 5_000;
  private static final Duration POLL = Duration.ofMillis(200);
  private static final long RETRY_MILLIS = 1_000;

  private final String topic;
  private final Map<String, String> consumerSettings;
  private final ClosedSessions closed;
  private final InstantSource clock;
  private volatile boolean warm;
  private boolean stopping;
  /** Said once an outage, not once an attempt. */
  private boolean told;

  /**
   * A reader of one topic.
   *
   * @param consumerSettings bootstrap servers and what the configuration passes through
   */
  public ClosedSessionsReader(
      String topic, Map<String, String> consumerSettings, ClosedSessions closed, InstantSource clock) {
    this.topic = topic;
    this.consumerSettings = Map.copyOf(consumerSettings);
    this.closed = closed;
    this.clock = clock;
  }

  /** Whether the set is as complete as it will be before a gateway is ready. */
  public boolean isWarm() {
    return warm;
  }

  @Override
  public Future<?> start() {
    vertx.setTimer(WARM_UP_LIMIT_MILLIS, late -> {
      if (!warm) {
        LOG.warn("Read {} for 5 s and is not at its end; ready without the rest", topic);
        warm = true;
      }
    });
    follow();
    return Future.succeededFuture();
  }

  private void follow() {
    Map<String, String> settings = new HashMap<>(consumerSettings);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    KafkaConsumer<byte[], byte[]> consumer = KafkaConsumer.create(vertx, settings, byte[].class, byte[].class);
    consumer.partitionsFor(topic)
        .compose(partitions -> seek(consumer, partitions))
        .onSuccess(ends -> poll(consumer, ends))
        .onFailure(e -> startOver(consumer, e));
  }

  @Override
  public Future<?> stop() {
    stopping = true;
    return Future.succeededFuture();
  }

  private void startOver(KafkaConsumer<byte[], byte[]> consumer, Throwable cause) {
    if (stopping) {
      return;
    }
    if (!told) {
      LOG.warn("{} cannot be read, trying again: {}", topic, cause.toString());
      told = true;
    }
    consumer.close();
    vertx.setTimer(RETRY_MILLIS, timer -> follow());
  }

  private Future<Map<TopicPartition, Long>> seek(KafkaConsumer<byte[], byte[]> consumer,
      List<PartitionInfo> partitions) {
    if (partitions.isEmpty()) {
      return Future.failedFuture("the topic does not exist");
    }
    Set<TopicPartition> all = partitions.stream()
        .map(partition -> new TopicPartition(topic, partition.getPartition()))
        .collect(Collectors.toSet());
    long from = clock.millis() - LOOK_BACK.toMillis();
    return consumer.assign(all).compose(assigned -> consumer.endOffsets(all)).compose(ends -> consumer
        .offsetsForTimes(times(all, from))
        .compose(starts -> Future.all(ends.entrySet().stream()
            .map(end -> consumer.seek(end.getKey(), start(starts.get(end.getKey()), end.getValue())))
            .toList()))
        .map(ends));
  }

  private static Map<TopicPartition, Long> times(Set<TopicPartition> partitions, long time) {
    return partitions.stream().collect(Collectors.toMap(Function.identity(), partition -> time));
  }

  /** A partition with nothing younger starts at its end. */
  private static long start(@Nullable OffsetAndTimestamp start, long end) {
    return start == null ? end : start.getOffset();
  }

  private void poll(KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
    consumer.poll(POLL).compose(records -> {
      told = false;
      records.records().forEach(this::remember);
      return warm ? Future.succeededFuture() : warmUp(consumer, ends);
    }).onSuccess(v -> poll(consumer, ends)).onFailure(e -> startOver(consumer, e));
  }

  /** Positions and not records tell, because the last offsets of a partition may be markers of transactions. */
  private Future<Void> warmUp(KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
    return Future.all(ends.keySet().stream().map(consumer::position).toList()).map(positions -> {
      if (reached(ends, positions.list())) {
        LOG.info("Knows of {} closed sessions", closed.size());
        warm = true;
      }
      return null;
    });
  }

  private static boolean reached(Map<TopicPartition, Long> ends, List<Long> positions) {
    int i = 0;
    for (long end : ends.values()) {
      if (positions.get(i++) < end) {
        return false;
      }
    }
    return true;
  }

  private void remember(ConsumerRecord<byte[], byte[]> closing) {
    byte[] key = closing.key();
    if (key == null || key.length != SessionIds.LENGTH) {
      return;
    }
    try {
      closed.add(SessionIds.fingerprint(new String(key, StandardCharsets.ISO_8859_1)), closing.timestamp());
    } catch (IllegalArgumentException notASessionId) {
      LOG.warn("A key of {} is no session id: partition {} offset {}", topic, closing.partition(), closing.offset());
    }
  }
}

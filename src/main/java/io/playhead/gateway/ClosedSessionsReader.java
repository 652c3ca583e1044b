package io.playhead.gateway;

import io.playhead.sessionid.ClosedSessions;
import io.playhead.sessionid.SessionIds;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.kafka.client.common.PartitionInfo;
import io.vertx.kafka.client.common.TopicPartition;
import io.vertx.kafka.client.consumer.KafkaConsumer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows {@code media.closed}: first all that the topic still keeps, then what comes.
 *
 * <p>It is warm when it has read to where the topic ended at the start, or after five seconds: an outage must not keep
 * a gateway from starting (design §4). From then on it goes on trying, for as long as it takes. The partitions are
 * assigned, not subscribed to, since every gateway reads all of them.
 *
 * <p>It starts at the topic's beginning, and not two hours before now, because this machine's clock may be wrong, and
 * one that is ahead would pass over what is needed. How long a closing is remembered is told by the closings' own times
 * ({@link ClosedSessions}).
 */
public final class ClosedSessionsReader extends VerticleBase {
  private static final Logger LOG = LoggerFactory.getLogger(ClosedSessionsReader.class);
  private static final Duration WARM_UP_LIMIT = Duration.ofSeconds(5);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final long RETRY_MILLIS = 1_000;
  /** The client's own time-outs are a minute; beyond them only an error is left, which its wrapper swallows. */
  private static final long STUCK_MINUTES = 5;

  private final String topic;
  private final Map<String, String> settings;
  private final ClosedSessions closed;
  private final Duration warmUpLimit;
  private volatile boolean warm;
  private boolean stopping;
  /** Said once an outage, not once an attempt. */
  private boolean told;

  /**
   * A reader of one topic.
   *
   * @param consumerSettings bootstrap servers and what the configuration passes through
   */
  public ClosedSessionsReader(String topic, Map<String, String> consumerSettings, ClosedSessions closed) {
    this(topic, consumerSettings, closed, WARM_UP_LIMIT);
  }

  ClosedSessionsReader(
      String topic, Map<String, String> consumerSettings, ClosedSessions closed, Duration warmUpLimit) {
    this.topic = topic;
    this.settings = settings(consumerSettings);
    this.closed = closed;
    this.warmUpLimit = warmUpLimit;
  }

  private static Map<String, String> settings(Map<String, String> configured) {
    Map<String, String> settings = new HashMap<>(configured);
    settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
    settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    // A topic that is missing must not come to be by asking for it, with the broker's defaults.
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
    return settings;
  }

  /** Whether the set is as complete as it will be before a gateway is ready. */
  public boolean isWarm() {
    return warm;
  }

  /** Fails only on settings that are wrong; whatever else keeps a consumer from being made may pass. */
  @Override
  public Future<?> start() {
    var unused = new ConsumerConfig(new HashMap<>(settings));
    vertx.setTimer(warmUpLimit.toMillis(), late -> {
      if (!warm) {
        LOG.warn("Tried to read {} for {} s and is not at its end; ready without the rest", topic,
            warmUpLimit.toSeconds());
        warm = true;
      }
    });
    connect();
    return Future.succeededFuture();
  }

  @Override
  public Future<?> stop() {
    stopping = true;
    return Future.succeededFuture();
  }

  /**
   * Off the event loop, because making a consumer looks up the brokers' names, which takes long just when the network
   * is away.
   */
  private void connect() {
    vertx.executeBlocking(() -> KafkaConsumer.<byte[], byte[]>create(vertx, settings))
        .onSuccess(this::follow)
        .onFailure(this::tryAgain);
  }

  private void follow(KafkaConsumer<byte[], byte[]> consumer) {
    if (stopping) {
      // Closing does nothing to a consumer that was never asked anything.
      consumer.unsubscribe().onComplete(v -> consumer.close());
      return;
    }
    consumer.partitionsFor(topic)
        .compose(partitions -> seek(consumer, partitions))
        .timeout(STUCK_MINUTES, TimeUnit.MINUTES)
        .onSuccess(ends -> poll(consumer, ends))
        .onFailure(e -> startOver(consumer, e));
  }

  /** One consumer at a time: the next is made when this one is gone. */
  private void startOver(KafkaConsumer<byte[], byte[]> consumer, Throwable cause) {
    consumer.close().timeout(STUCK_MINUTES, TimeUnit.MINUTES).onComplete(closed -> tryAgain(cause));
  }

  private void tryAgain(Throwable cause) {
    if (stopping) {
      return;
    }
    if (!told) {
      LOG.warn("{} cannot be read, trying again: {}", topic, cause.toString());
      told = true;
    }
    vertx.setTimer(RETRY_MILLIS, timer -> connect());
  }

  /** Where each partition ends at present. */
  private Future<Map<TopicPartition, Long>> seek(KafkaConsumer<byte[], byte[]> consumer,
      List<PartitionInfo> partitions) {
    if (partitions.isEmpty()) {
      return Future.failedFuture("the topic does not exist");
    }
    Set<TopicPartition> all = partitions.stream()
        .map(partition -> new TopicPartition(topic, partition.getPartition()))
        .collect(Collectors.toSet());
    return consumer.assign(all)
        .compose(assigned -> consumer.seekToBeginning(all))
        .compose(sought -> consumer.endOffsets(all));
  }

  private void poll(KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
    if (stopping) {
      return;
    }
    consumer.poll(POLL)
        .compose(records -> {
          records.records().forEach(this::remember);
          return warm ? Future.succeededFuture() : warmUp(consumer, ends);
        })
        .timeout(STUCK_MINUTES, TimeUnit.MINUTES)
        .onSuccess(v -> {
          readable();
          poll(consumer, ends);
        })
        .onFailure(e -> startOver(consumer, e));
  }

  private void readable() {
    if (told) {
      LOG.info("{} can be read again", topic);
      told = false;
    }
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

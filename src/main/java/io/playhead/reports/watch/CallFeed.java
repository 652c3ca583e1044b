package io.playhead.reports.watch;

import io.playhead.config.KafkaConfig;
import io.playhead.eventlog.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells watchers of calls as they are logged. One thread reads for all of them, from where the log ends when they come, and only the
 * partitions they need; it lives while there is a watcher. Thread-safe.
 */
public final class CallFeed implements AutoCloseable {
  private static final int MOST_WATCHERS = 20;
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Logger LOG = LoggerFactory.getLogger(CallFeed.class);

  private final KafkaConfig kafka;
  private final Topics topics;
  private final Set<Watcher> watchers = new HashSet<>();
  private boolean reading;

  /** A feed of the calls in these topics. */
  public CallFeed(KafkaConfig kafka, Topics topics) {
    this.kafka = kafka;
    this.topics = topics;
  }

  /** Somebody who watches. */
  interface Watcher {
    /** Whose calls. */
    Watched watched();

    /** From now on no call is missed. Must not wait; comes before all calls. */
    void begin();

    /** Takes one of them; must not wait. */
    void take(Call call);

    /** There will be no more; there may have been no begin. */
    void end();
  }

  /** Adds a watcher; false if there are too many already. */
  synchronized boolean add(Watcher watcher) {
    if (watchers.size() >= MOST_WATCHERS) {
      return false;
    }
    watchers.add(watcher);
    if (!reading) {
      reading = true;
      Thread reader = new Thread(this::read, "call-feed");
      reader.setDaemon(true);
      reader.start();
    }
    return true;
  }

  synchronized void remove(Watcher watcher) {
    watchers.remove(watcher);
  }

  /** Ends all watchers; the thread ends soon after. */
  @Override
  public void close() {
    drain().forEach(Watcher::end);
  }

  private synchronized List<Watcher> drain() {
    List<Watcher> all = List.copyOf(watchers);
    watchers.clear();
    return all;
  }

  private synchronized List<Watcher> watchersOrEnd() {
    reading = !watchers.isEmpty();
    return List.copyOf(watchers);
  }

  private void read() {
    try (var consumer = new KafkaConsumer<>(settings(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      Set<Watcher> begun = new HashSet<>();
      for (List<Watcher> all = watchersOrEnd(); !all.isEmpty(); all = watchersOrEnd()) {
        assign(consumer, all);
        begun.retainAll(all);
        all.stream().filter(begun::add).forEach(Watcher::begin);
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          call(record).ifPresent(call -> tell(call, begun));
        }
      }
    } catch (RuntimeException e) {
      LOG.warn("cannot follow players' calls any more", e);
      fail();
    }
  }

  /** Whoever comes next begins anew. */
  private void fail() {
    synchronized (this) {
      reading = false;
    }
    close();
  }

  private static void tell(Call call, Set<Watcher> begun) {
    for (Watcher watcher : begun) {
      if (watcher.watched().includes(call)) {
        watcher.take(call);
      }
    }
  }

  private Optional<Call> call(ConsumerRecord<byte[], byte[]> record) {
    return record.topic().equals(topics.events().name()) ? Call.logged(record) : Optional.of(Call.refused(record));
  }

  private void assign(KafkaConsumer<byte[], byte[]> consumer, List<Watcher> all) {
    Set<TopicPartition> needed = new HashSet<>();
    for (Watcher watcher : all) {
      for (int partition : partitions(watcher.watched())) {
        needed.add(new TopicPartition(topics.events().name(), partition));
        needed.add(new TopicPartition(topics.rejected().name(), partition));
      }
    }
    Set<TopicPartition> known = consumer.assignment();
    if (needed.equals(known)) {
      return;
    }
    Set<TopicPartition> added = new HashSet<>(needed);
    added.removeAll(known);
    consumer.assign(needed);
    if (!added.isEmpty()) {
      consumer.seekToEnd(added);
      added.forEach(consumer::position);
    }
  }

  private List<Integer> partitions(Watched watched) {
    int partitions = topics.config().partitions();
    return watched.key()
        .map(key -> List.of(Topics.partition(key.getBytes(StandardCharsets.ISO_8859_1), partitions)))
        .orElseGet(() -> IntStream.range(0, partitions).boxed().toList());
  }

  private Map<String, Object> settings() {
    Map<String, Object> settings = new HashMap<>(kafka.consumer());
    settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
    settings.put(ConsumerConfig.CLIENT_ID_CONFIG, "playhead-watch");
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
    return settings;
  }
}

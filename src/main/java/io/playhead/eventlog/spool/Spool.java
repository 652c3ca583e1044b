package io.playhead.eventlog.spool;

import io.micrometer.core.instrument.MeterRegistry;
import io.playhead.config.SpoolConfig;
import io.playhead.eventlog.spool.SpoolMetrics.Refusal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.StreamSupport;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Events on the gateway's disk that wait for Kafka. What it has acknowledged survives {@code kill -9} and a power cut,
 * and is read in the order of {@link SpoolPosition}, whenever it came.
 */
public final class Spool implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Spool.class);

  private static final Duration STILL_DRAINING = Duration.ofSeconds(10);
  private static final long NEVER = Long.MIN_VALUE;

  private final GroupQueue queue = new GroupQueue();
  /** The bytes it held when it last had no room for an event: until it holds less it is full. */
  private volatile long fullAt = Long.MAX_VALUE;
  private volatile long drainedAt = NEVER;
  private final AtomicLong queuedBytes = new AtomicLong();
  private final SpoolConfig config;
  private final String topic;
  private final InstantSource clock;
  private final SpoolMetrics metrics;
  private final SpoolStore store;
  private final SpoolWriter writer;
  private final Thread thread;

  /** Is told what became of an event. */
  @FunctionalInterface
  public interface Callback {
    /**
     * The event is durable, or was refused: then the failure says why. It must not block.
     *
     * @param failure null if the event is durable
     */
    void onCompletion(@Nullable SpoolException failure);
  }

  private Spool(SpoolStore store, SpoolConfig config, String topic, InstantSource clock, SpoolMetrics metrics) {
    this.store = store;
    this.config = config;
    this.topic = topic;
    this.clock = clock;
    this.metrics = metrics;
    this.writer = new SpoolWriter(queue, store, queuedBytes, metrics);
    this.thread = Thread.ofPlatform().name("spool").unstarted(writer);
  }

  /**
   * Opens the spool in a directory, or makes one. If it is damaged, what is readable is rescued, which takes a while;
   * the damaged files are kept beside it.
   *
   * @param topic the topic its events belong to
   * @param partitions how many partitions that has
   * @throws SpoolException if another process has it open, it holds events for another topic or number of partitions,
   *     or the disk fails
   */
  public static Spool open(Path directory, SpoolConfig config, String topic, int partitions, InstantSource clock,
      MeterRegistry meters) throws SpoolException {
    SpoolMetrics metrics = new SpoolMetrics(meters);
    SpoolFiles files = SpoolFiles.lock(directory, clock, metrics);
    Spool spool = new Spool(SpoolStore.open(files, topic, partitions), config, topic, clock, metrics);
    metrics.watch(spool);
    spool.thread.start();
    return spool;
  }

  /**
   * Hands over an event without waiting; any thread may. Events of a partition become durable in the order of the
   * calls.
   *
   * @param counter the counter of the event's id, at least 0; it says where it is read
   * @param callback is called once: on the spool's thread when the event is durable or could not be written; on the
   *     caller's, before this returns, with a {@link SpoolFullException} if there is no room, or a
   *     {@link SpoolException} while the disk fails
   */
  public void append(int partition, long counter, byte[] key, byte[] value, Iterable<Header> headers,
      Callback callback) {
    List<Header> all = StreamSupport.stream(headers.spliterator(), false).toList();
    SpooledEvent event = new SpooledEvent(new SpoolPosition(partition, 0, counter), now(), key, value, all);
    if (writer.isFailing()) {
      refuse(Refusal.ERROR, callback, new SpoolException("the spool's disk fails", false));
    } else if (isTooOld()) {
      refuse(Refusal.AGE, callback,
          new SpoolFullException("the spool's oldest event is older than " + config.maxAge()));
    } else if (store.totals().bytes() + queuedBytes.addAndGet(event.size()) > config.maxBytes().bytes()) {
      fullAt = bytes() - event.size();
      queuedBytes.addAndGet(-event.size());
      refuse(Refusal.FULL, callback, new SpoolFullException("the spool holds " + config.maxBytes()));
    } else if (!queue.offer(new GroupQueue.Waiting(event, callback))) {
      queuedBytes.addAndGet(-event.size());
      refuse(Refusal.ERROR, callback, new SpoolException("the spool is closed", false));
    }
  }

  /**
   * The first events of a partition in their order, at most so many and of so many bytes, but at least one if there is
   * one. Reads the disk.
   *
   * @throws SpoolException if the disk fails
   */
  public List<SpooledEvent> read(int partition, int maxEvents, long maxBytes) throws SpoolException {
    return store.read(partition, maxEvents, maxBytes);
  }

  /**
   * Removes what the last read of that partition gave. It writes to the disk but does not wait for it, so a crash may
   * bring the last ones back; a disk that fails is no error either, they are removed when it works again.
   */
  public void remove(List<SpooledEvent> drained) {
    if (!drained.isEmpty()) {
      drainedAt = System.nanoTime();
      store.remove(drained);
    }
  }

  /**
   * Puts an event that Kafka will never take out of the way. It is kept on disk and never deleted, and must not be
   * removed once more.
   *
   * @throws SpoolException if it cannot be kept; then it stays where it was
   */
  public void setAside(SpooledEvent event, String reason) throws SpoolException {
    try {
      store.setAside(event);
    } catch (RocksDBException e) {
      throw new SpoolException("an event cannot be set aside: " + e.getMessage(), e);
    }
    metrics.setAside();
    LOG.error("Event {} of partition {} of {} was set aside, in the spool's run {}: {}", event.position().counter(),
        event.partition(), topic, event.position().run(), reason);
  }

  /** Whether all events of that partition that were acknowledged are removed. */
  public boolean isEmpty(int partition) {
    return store.isEmpty(partition);
  }

  /** Whether it takes events at the moment. */
  public boolean hasRoom() {
    return !writer.isFailing() && !isTooOld() && bytes() < Math.min(config.maxBytes().bytes(), fullAt);
  }

  /** The keys and values of all events, with those that are being written. */
  public long bytes() {
    return store.totals().bytes() + queuedBytes.get();
  }

  /** How many events it holds. */
  public long events() {
    return store.totals().events();
  }

  /** How long ago the oldest event was appended; 0 if the clock went back, empty if there is none. */
  public Optional<Duration> age() {
    long oldest = store.totals().oldest();
    if (oldest == StoredLane.NONE) {
      return Optional.empty();
    }
    return Optional.of(Duration.ofMillis(Math.max(0, now().toEpochMilli() - oldest)));
  }

  /** Writes what waits, and closes the files. */
  @Override
  public void close() throws SpoolException {
    queue.close();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    store.close();
  }

  private boolean isTooOld() {
    return age().filter(age -> age.compareTo(config.maxAge()) > 0).isPresent() && !isBeingDrained();
  }

  /** What is old and on its way to Kafka is no reason to refuse. */
  private boolean isBeingDrained() {
    return drainedAt != NEVER && System.nanoTime() - drainedAt < STILL_DRAINING.toNanos();
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  private void refuse(Refusal reason, Callback callback, SpoolException failure) {
    metrics.refused(reason, 1);
    callback.onCompletion(failure);
  }
}

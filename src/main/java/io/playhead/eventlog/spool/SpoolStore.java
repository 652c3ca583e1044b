package io.playhead.eventlog.spool;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.rocksdb.RocksDBException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The events on disk and what is known of them by heart. It outlives the database, which is opened again after
 * failures.
 *
 * <p>Two locks: {@code using} keeps the database open while a thread uses it; the object's own orders all changes. A
 * change may have to wait until a group that is being written is durable.
 */
final class SpoolStore implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SpoolStore.class);
  /** A batch is a record of the write-ahead log, and lost as a whole if a byte of it is damaged. */
  private static final long PART_BYTES = 64 << 10;
  private static final long COMPACT_AFTER = 16L << 20;

  private final ReentrantReadWriteLock locks = new ReentrantReadWriteLock();
  private final Lock using = locks.readLock();
  private final Lock replacing = locks.writeLock();
  private final SpoolFiles files;
  private final Lanes lanes;
  private final BitSet unsaved = new BitSet();
  private SpoolDatabase database;
  private int run;
  /** Since the last compaction; only the thread that drains touches it. */
  private long removedBytes;

  private SpoolStore(SpoolFiles files, int partitions, SpoolDatabase database) {
    this.files = files;
    this.lanes = new Lanes(partitions);
    this.database = database;
  }

  /** Opens the database, or makes it, and begins a run. */
  static SpoolStore open(SpoolFiles files, String topic, int partitions) throws SpoolException {
    SpoolStore store = new SpoolStore(files, partitions, openFirst(files));
    try {
      store.begin(topic + " with " + partitions + " partitions");
      return store;
    } catch (RocksDBException e) {
      store.close();
      throw store.failure("opened", e);
    } catch (SpoolException e) {
      store.close();
      throw e;
    }
  }

  private static SpoolDatabase openFirst(SpoolFiles files) throws SpoolException {
    try {
      return files.open();
    } catch (SpoolException e) {
      files.close();
      throw e;
    }
  }

  private void begin(String label) throws RocksDBException, SpoolException {
    Optional<String> before = notes().label();
    if (before.isPresent() && !before.get().equals(label) && !events().isEmpty()) {
      throw new SpoolException("the spool " + files.directory() + " holds events for " + before.get()
          + ", and not for " + label);
    }
    OptionalInt lastRun = notes().run();
    run = 1 + (lastRun.isPresent() ? lastRun.getAsInt() : events().lastRun(lanes.partitions()));
    notes().begin(label, run);
    load();
  }

  private void load() throws RocksDBException, SpoolException {
    Map<Integer, StoredLane> loaded = new HashMap<>();
    for (int partition = 0; partition < lanes.partitions(); partition++) {
      loaded.put(partition, load(partition));
    }
    lanes.setAll(loaded);
  }

  /** From the totals that are written with every change, or if those were lost, by counting. */
  private StoredLane load(int partition) throws RocksDBException, SpoolException {
    SpoolPosition start = SpoolPosition.firstOf(partition);
    List<SpooledEvent> first = events().read(start, 1, 1);
    if (first.isEmpty()) {
      return StoredLane.empty(start);
    }
    Optional<byte[]> totals = notes().totals(partition);
    return totals.isPresent() ? StoredLane.of(first.getFirst(), totals.get()) : events().count(start);
  }

  Lanes.Totals totals() {
    return lanes.totals();
  }

  boolean isEmpty(int partition) {
    return lanes.get(partition).isEmpty();
  }

  /** Writes events and makes them durable together; if it fails, some of them may be there all the same. */
  void write(List<SpooledEvent> group) throws RocksDBException {
    using.lock();
    try {
      List<SpooledEvent> part = new ArrayList<>();
      long bytes = 0;
      for (SpooledEvent event : group) {
        bytes += event.size();
        if (bytes > PART_BYTES && !part.isEmpty()) {
          put(part);
          part.clear();
          bytes = event.size();
        }
        part.add(event.inRun(run));
      }
      put(part);
      database.sync();
    } finally {
      using.unlock();
    }
  }

  private synchronized void put(List<SpooledEvent> part) throws RocksDBException {
    changes().put(part);
  }

  /** The first events of a partition, at most so many and of so many bytes, but at least one if there is one. */
  List<SpooledEvent> read(int partition, int maxEvents, long maxBytes) throws SpoolException {
    SpoolDatabase current = current();
    try {
      return tryRead(partition, maxEvents, maxBytes);
    } catch (RocksDBException e) {
      if (!SpoolFiles.isDamage(e)) {
        throw failure("read", e);
      }
      mend(current, e);
    }
    try {
      return tryRead(partition, maxEvents, maxBytes);
    } catch (RocksDBException e) {
      throw failure("read", e);
    }
  }

  private List<SpooledEvent> tryRead(int partition, int maxEvents, long maxBytes)
      throws RocksDBException, SpoolException {
    using.lock();
    try {
      SpoolPosition start = beginReading(partition);
      List<SpooledEvent> events = events().read(start, maxEvents, maxBytes);
      endReading(partition, events);
      return events;
    } finally {
      using.unlock();
    }
  }

  private synchronized SpoolPosition beginReading(int partition) {
    lanes.set(partition, lanes.get(partition).reading());
    return lanes.get(partition).start();
  }

  /** Sets right what is known by heart by what was found. */
  private synchronized void endReading(int partition, List<SpooledEvent> events) {
    StoredLane lane = lanes.get(partition);
    if (lane.isWrittenSinceRead()) {
      return;
    }
    lanes.set(partition, events.isEmpty() ? StoredLane.empty(lane.start())
        : lane.withOldest(events.getFirst().appendedAt().toEpochMilli()));
  }

  /** Removes what a read gave. If the disk fails it is removed later; a crash before that brings it back. */
  void remove(List<SpooledEvent> gone) {
    int partition = gone.getFirst().partition();
    using.lock();
    try {
      synchronized (this) {
        remove(gone, lanes.get(partition).without(gone));
      }
      compactIfEmpty(gone);
    } finally {
      using.unlock();
    }
  }

  /** Gives back the files that {@link EventWriter#reclaim} could not: new ones, in which all partitions are mixed. */
  private void compactIfEmpty(List<SpooledEvent> gone) {
    removedBytes += gone.stream().mapToLong(SpooledEvent::size).sum();
    if (removedBytes < COMPACT_AFTER || totals().events() > 0) {
      return;
    }
    try {
      database.compact();
      removedBytes = 0;
    } catch (RocksDBException e) {
      LOG.debug("Removed events are still on disk: {}", e.getMessage());
    }
  }

  /** Keeps an event apart, durably, and then removes it from those to be read. */
  void setAside(SpooledEvent event) throws RocksDBException {
    using.lock();
    try {
      changes().keepAside(event);
      synchronized (this) {
        remove(List.of(event), lanes.get(event.partition()).withoutOne(event));
      }
    } finally {
      using.unlock();
    }
  }

  private void remove(List<SpooledEvent> gone, StoredLane left) {
    try {
      changes().remove(gone, left);
    } catch (RocksDBException e) {
      unsaved.set(left.start().partition());
      LOG.debug("Removed events are still on disk: {}", e.getMessage());
    }
  }

  /** Whether there is room enough on the disk to mend it. */
  boolean hasSpace() {
    return files.hasSpace();
  }

  /** Finds out whether the disk can be written again. */
  void probe() throws RocksDBException {
    using.lock();
    try {
      database.sync();
      saveRemoved();
    } finally {
      using.unlock();
    }
  }

  private synchronized void saveRemoved() throws RocksDBException {
    for (int partition : unsaved.stream().toArray()) {
      changes().reclaim(partition);
      unsaved.clear(partition);
    }
  }

  /** The database as it is now, for {@link #mend}. */
  SpoolDatabase current() {
    using.lock();
    try {
      return database;
    } finally {
      using.unlock();
    }
  }

  /**
   * Opens the database again, after a rescue if the failure tells of damage. Whoever comes second finds it mended.
   *
   * @param broken the database that was found broken
   * @param failure what the database suffers from
   */
  void mend(SpoolDatabase broken, RocksDBException failure) throws SpoolException {
    replacing.lock();
    try {
      if (database != broken) {
        return;
      }
      database.close();
      database = SpoolFiles.isDamage(failure) ? files.rescue(failure) : files.open();
      synchronized (this) {
        forgetRemoved();
        load();
      }
      LOG.info("The spool {} was opened again", files.directory());
    } catch (RocksDBException e) {
      throw failure("opened again", e);
    } finally {
      replacing.unlock();
    }
  }

  /** What was removed while the disk failed; how much that was is counted anew. */
  private void forgetRemoved() throws RocksDBException {
    for (int partition : unsaved.stream().toArray()) {
      changes().forget(partition);
    }
    unsaved.clear();
  }

  private SpoolNotes notes() {
    return new SpoolNotes(database);
  }

  private EventReader events() {
    return new EventReader(database);
  }

  private EventWriter changes() {
    return new EventWriter(database, lanes);
  }

  private SpoolException failure(String what, RocksDBException cause) {
    return new SpoolException("the spool " + files.directory() + " cannot be " + what + ": " + cause.getMessage(),
        cause);
  }

  @Override
  public void close() throws SpoolException {
    replacing.lock();
    try {
      database.close();
    } finally {
      replacing.unlock();
      files.close();
    }
  }
}

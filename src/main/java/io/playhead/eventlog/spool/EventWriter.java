package io.playhead.eventlog.spool;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/**
 * Changes the events of a database, together with the totals in it and with what is known by heart. One thread at a
 * time.
 */
record EventWriter(SpoolDatabase database, Lanes lanes) {
  private static final long RECLAIM_AFTER = 4L << 20;

  void put(List<SpooledEvent> events) throws RocksDBException {
    Map<Integer, StoredLane> changed = new HashMap<>();
    try (WriteBatch batch = new WriteBatch()) {
      for (SpooledEvent event : events) {
        batch.put(database.events(), event.position().toKey(), EventFormat.encode(event));
        changed.put(event.partition(),
            changed.getOrDefault(event.partition(), lanes.get(event.partition())).with(event));
      }
      for (Map.Entry<Integer, StoredLane> lane : changed.entrySet()) {
        notes().putTotals(batch, lane.getKey(), lane.getValue());
      }
      database.write(batch);
    }
    lanes.setAll(changed);
  }

  /** Removes events of a partition, of which this is then known. If it fails it is known all the same. */
  void remove(List<SpooledEvent> gone, StoredLane left) throws RocksDBException {
    int partition = left.start().partition();
    lanes.set(partition, left);
    try (WriteBatch batch = new WriteBatch()) {
      for (SpooledEvent event : gone) {
        batch.delete(database.events(), event.position().toKey());
      }
      notes().putTotals(batch, partition, left);
      database.write(batch);
    }
    if (left.removed() >= RECLAIM_AFTER) {
      reclaim(partition);
    }
  }

  /** Keeps an event in a family of its own, durably. */
  void keepAside(SpooledEvent event) throws RocksDBException {
    try (WriteBatch batch = new WriteBatch()) {
      batch.put(database.aside(), event.position().toKey(), EventFormat.encode(event));
      database.write(batch);
    }
    database.sync();
  }

  /**
   * Removes all before a partition's start, and gives the files back that hold nothing else. A file with the marks of
   * removal may go before the file with the events, so one mark over all of them is written first.
   */
  void reclaim(int partition) throws RocksDBException {
    StoredLane lane = lanes.get(partition);
    byte[] from = SpoolPosition.firstOf(partition).toKey();
    byte[] to = lane.start().toKey();
    try (WriteBatch batch = new WriteBatch()) {
      batch.deleteRange(database.events(), from, to);
      notes().putTotals(batch, partition, lane);
      database.write(batch);
    }
    database.dropFiles(from, to);
    lanes.set(partition, lane.reclaimed());
  }

  /** Removes all before a partition's start, whose totals are to be counted. */
  void forget(int partition) throws RocksDBException {
    try (WriteBatch batch = new WriteBatch()) {
      batch.deleteRange(database.events(), SpoolPosition.firstOf(partition).toKey(),
          lanes.get(partition).start().toKey());
      notes().deleteTotals(batch, partition);
      database.write(batch);
    }
  }

  private SpoolNotes notes() {
    return new SpoolNotes(database);
  }
}

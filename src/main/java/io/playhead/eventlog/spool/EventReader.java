package io.playhead.eventlog.spool;

import java.util.ArrayList;
import java.util.List;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/** Reads the events of a database. */
record EventReader(SpoolDatabase database) {
  boolean isEmpty() throws RocksDBException {
    try (RocksIterator events = database.iterator(database.events())) {
      events.seekToFirst();
      events.status();
      return !events.isValid();
    }
  }

  /**
   * The first events of a partition from there on, at most so many and of so many bytes, but at least one if there is
   * one.
   */
  List<SpooledEvent> read(SpoolPosition start, int maxEvents, long maxBytes) throws RocksDBException, SpoolException {
    List<SpooledEvent> found = new ArrayList<>();
    long bytes = 0;
    try (RocksIterator events = database.iterator(database.events())) {
      for (events.seek(start.toKey()); found.size() < maxEvents && isOf(start, events); events.next()) {
        SpooledEvent event = EventFormat.decode(events.key(), events.value());
        bytes += event.size();
        if (!found.isEmpty() && bytes > maxBytes) {
          return found;
        }
        found.add(event);
      }
      events.status();
      return found;
    }
  }

  /** All events of a partition from there on, counted. */
  StoredLane count(SpoolPosition start) throws RocksDBException, SpoolException {
    StoredLane lane = StoredLane.empty(start);
    try (RocksIterator events = database.iterator(database.events())) {
      for (events.seek(start.toKey()); isOf(start, events); events.next()) {
        lane = lane.with(EventFormat.decode(events.key(), events.value()));
      }
      events.status();
      return lane;
    }
  }

  private static boolean isOf(SpoolPosition start, RocksIterator events) {
    return events.isValid() && SpoolPosition.of(events.key()).partition() == start.partition();
  }

  /** The greatest run of an event of that many partitions, 0 if there is none. */
  int lastRun(int partitions) throws RocksDBException {
    int last = 0;
    try (RocksIterator events = database.iterator(database.events())) {
      for (int partition = 0; partition < partitions; partition++) {
        events.seekForPrev(SpoolPosition.lastOf(partition).toKey());
        if (events.isValid()) {
          last = Math.max(last, SpoolPosition.of(events.key()).run());
        }
      }
      events.status();
    }
    return last;
  }
}

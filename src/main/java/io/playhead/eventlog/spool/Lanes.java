package io.playhead.eventlog.spool;

import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** What the spool knows by heart of all partitions. Changes need the lock of the store, reading does not. */
final class Lanes {
  private final AtomicReferenceArray<StoredLane> lanes;
  private volatile Totals totals = new Totals(0, 0, StoredLane.NONE);

  /** What all partitions hold together; {@code oldest} as in {@link StoredLane}. */
  record Totals(long events, long bytes, long oldest) {}

  Lanes(int partitions) {
    lanes = new AtomicReferenceArray<>(partitions);
    for (int partition = 0; partition < partitions; partition++) {
      lanes.set(partition, StoredLane.empty(SpoolPosition.firstOf(partition)));
    }
  }

  int partitions() {
    return lanes.length();
  }

  StoredLane get(int partition) {
    return lanes.get(partition);
  }

  void set(int partition, StoredLane lane) {
    setAll(Map.of(partition, lane));
  }

  void setAll(Map<Integer, StoredLane> changed) {
    changed.forEach(lanes::set);
    long events = 0;
    long bytes = 0;
    long oldest = StoredLane.NONE;
    for (int partition = 0; partition < lanes.length(); partition++) {
      StoredLane lane = lanes.get(partition);
      events += lane.events();
      bytes += lane.bytes();
      oldest = Math.min(oldest, lane.oldest());
    }
    totals = new Totals(events, bytes, oldest);
  }

  Totals totals() {
    return totals;
  }
}

package io.playhead.sessionid;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * A set of 64-bit fingerprints by open addressing with linear probing: one writer, any number of readers without locks.
 *
 * <p>A slot goes from free (0) to taken once and never back, and a larger table is published whole, so a reader sees
 * either the set before an addition or the one after it.
 */
final class Fingerprints {
  private static final int INITIAL_SLOTS = 64;

  private volatile AtomicLongArray slots = new AtomicLongArray(INITIAL_SLOTS);
  private volatile boolean hasZero;
  private volatile int size;

  /** Adds a fingerprint; only one thread may call this. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // there is one writer
  void add(long fingerprint) {
    if (contains(fingerprint)) {
      return;
    }
    if (fingerprint == 0) {
      hasZero = true;
    } else {
      makeRoom();
      slots.set(slotOf(slots, fingerprint), fingerprint);
    }
    size++;
  }

  boolean contains(long fingerprint) {
    if (fingerprint == 0) {
      return hasZero;
    }
    AtomicLongArray table = slots;
    return table.get(slotOf(table, fingerprint)) == fingerprint;
  }

  int size() {
    return size;
  }

  /** At most half of the slots are taken, so that probes stay short. */
  private void makeRoom() {
    AtomicLongArray table = slots;
    if (2 * (size + 1) <= table.length()) {
      return;
    }
    AtomicLongArray larger = new AtomicLongArray(2 * table.length());
    for (int i = 0; i < table.length(); i++) {
      long fingerprint = table.get(i);
      if (fingerprint != 0) {
        larger.setPlain(slotOf(larger, fingerprint), fingerprint);
      }
    }
    slots = larger;
  }

  /**
   * The slot that holds the fingerprint, or the free one where it would go. The bits are random: they need no mixing.
   */
  private static int slotOf(AtomicLongArray table, long fingerprint) {
    int mask = table.length() - 1;
    int slot = (int) fingerprint & mask;
    for (long found = table.get(slot); found != 0 && found != fingerprint; found = table.get(slot)) {
      slot = slot + 1 & mask;
    }
    return slot;
  }
}

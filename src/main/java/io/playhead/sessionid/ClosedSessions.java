package io.playhead.sessionid;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The sessions known to be closed, by the fingerprints of their ids: one writer, any number of readers.
 *
 * <p>Time is cut into hours of the closings' own timestamps. The set keeps the current hour and the two before it, so a
 * closing is remembered for at least two hours (collection-api §1) and forgotten by whole generations. A generation
 * that reaches its bound is retired early: memory stays bounded, and the oldest closings go first. This machine's clock
 * has no part in it.
 */
public final class ClosedSessions {
  private static final int GENERATIONS = 3;
  private static final long GENERATION_MILLIS = 3_600_000;

  private final int maxPerGeneration;
  private final AtomicLong retiredEarly = new AtomicLong();
  private volatile Fingerprints[] generations = {new Fingerprints(), new Fingerprints(), new Fingerprints()};
  private long currentHour = Long.MIN_VALUE;

  /**
   * An empty set.
   *
   * @param maxEntries how many closings it keeps at most; 8 to 32 bytes each
   */
  public ClosedSessions(int maxEntries) {
    this.maxPerGeneration = Math.max(1, maxEntries / GENERATIONS);
  }

  /**
   * Remembers a closing, for two hours at least from the first time it is added. Only one thread may call this.
   *
   * @param fingerprint of the session id, {@link SessionIds#fingerprint}
   * @param closedAt when it was closed, milliseconds since the epoch
   */
  public void add(long fingerprint, long closedAt) {
    if (contains(fingerprint)) {
      // The topic is read again after an outage.
      return;
    }
    long hour = Math.floorDiv(closedAt, GENERATION_MILLIS);
    for (long passed = Math.min(GENERATIONS, hour - currentHour); currentHour != Long.MIN_VALUE
        && passed > 0; passed--) {
      retireOldest();
    }
    currentHour = Math.max(currentHour, hour);
    if (generations[0].size() >= maxPerGeneration) {
      retireOldest();
      retiredEarly.incrementAndGet();
    }
    generations[0].add(fingerprint);
  }

  /** Whether that session is known to be closed. */
  public boolean contains(long fingerprint) {
    for (Fingerprints generation : generations) {
      if (generation.contains(fingerprint)) {
        return true;
      }
    }
    return false;
  }

  /** How many closings are remembered. */
  public int size() {
    int size = 0;
    for (Fingerprints generation : generations) {
      size += generation.size();
    }
    return size;
  }

  /** How often a generation was retired before its time because it was full. */
  public long retiredEarly() {
    return retiredEarly.get();
  }

  private void retireOldest() {
    Fingerprints[] old = generations;
    generations = new Fingerprints[]{new Fingerprints(), old[0], old[1]};
  }
}

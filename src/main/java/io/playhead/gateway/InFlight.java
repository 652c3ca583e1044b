package io.playhead.gateway;

import java.util.concurrent.atomic.AtomicLong;

/** The bytes of bodies that are arriving or not yet answered: counted, and bounded. Shared by all event loops. */
public final class InFlight {
  private final long max;
  private final AtomicLong bytes = new AtomicLong();

  /**
   * Nothing in flight yet.
   *
   * @param max how many bytes may be
   */
  public InFlight(long max) {
    this.max = max;
  }

  /** Bytes in flight now. */
  public long bytes() {
    return bytes.get();
  }

  /** Adds bytes, or nothing and false if that would be too much. */
  boolean tryAdd(int more) {
    if (bytes.addAndGet(more) <= max) {
      return true;
    }
    bytes.addAndGet(-more);
    return false;
  }

  void release(long answered) {
    bytes.addAndGet(-answered);
  }
}

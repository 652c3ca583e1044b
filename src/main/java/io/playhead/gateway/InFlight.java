package io.playhead.gateway;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What is not yet answered: requests, and the bytes of their bodies. Both are counted, and bounded, so that load sheds
 * before memory ends. Shared by all event loops.
 */
public final class InFlight {
  private final long maxBytes;
  private final int maxRequests;
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicInteger requests = new AtomicInteger();

  /** Which bound a request was refused for. */
  enum Bound {
    REQUESTS("requests"),
    BYTES("bytes");

    private final String label;

    Bound(String label) {
      this.label = label;
    }

    /** The name in metrics. */
    String label() {
      return label;
    }
  }

  /**
   * Nothing in flight yet.
   *
   * @param maxBytes how many bytes of bodies may be
   * @param maxRequests how many requests may be
   */
  public InFlight(long maxBytes, int maxRequests) {
    this.maxBytes = maxBytes;
    this.maxRequests = maxRequests;
  }

  /** Bytes in flight now. */
  public long bytes() {
    return bytes.get();
  }

  /** Requests in flight now. */
  public int requests() {
    return requests.get();
  }

  /** Adds a request, or nothing and false if that would be too many. */
  boolean tryBegin() {
    if (requests.incrementAndGet() <= maxRequests) {
      return true;
    }
    requests.decrementAndGet();
    return false;
  }

  /** Whether that many bytes more would be taken now; it keeps no place for them. */
  boolean hasRoomFor(long more) {
    return bytes.get() + more <= maxBytes;
  }

  /** Adds bytes, or nothing and false if that would be too much. */
  boolean tryAdd(int more) {
    if (bytes.addAndGet(more) <= maxBytes) {
      return true;
    }
    bytes.addAndGet(-more);
    return false;
  }

  /** Takes away a request that {@link #tryBegin} added, with all its bytes. */
  void end(long itsBytes) {
    requests.decrementAndGet();
    bytes.addAndGet(-itsBytes);
  }
}

package io.playhead.eventlog;

import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLong;

/** Makes the ids of the events of one run of a gateway. */
final class EventIds {
  private final long gateway = new SecureRandom().nextLong();
  private final AtomicLong counter = new AtomicLong();

  EventId next() {
    return new EventId(gateway, counter.incrementAndGet());
  }
}

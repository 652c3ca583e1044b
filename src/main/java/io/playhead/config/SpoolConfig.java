package io.playhead.config;

import java.time.Duration;

/**
 * The gateway's spool on disk, for events that Kafka cannot take at the moment.
 *
 * @param maxBytes events in the spool at most; 0 for no spool
 * @param maxAge the age of its oldest event at which the spool takes no more
 * @param drainPerSecond events that go from the spool to Kafka a second at most
 */
public record SpoolConfig(DataSize maxBytes, Duration maxAge, int drainPerSecond) {
  /** Whether there is a spool. */
  public boolean isOn() {
    return maxBytes.bytes() > 0;
  }
}

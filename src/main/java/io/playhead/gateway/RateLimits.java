package io.playhead.gateway;

import io.playhead.config.RateLimitsConfig;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How often a session may send events, and an address may open sessions (collection-api §1: 429). Shared by all event
 * loops.
 */
final class RateLimits {
  private final RateLimitsConfig config;
  private final RateLimiter events;
  private final RateLimiter starts;

  /** Limits by this configuration; nothing is taken yet. */
  RateLimits(RateLimitsConfig config, LongSupplier nanoTime) {
    this.config = config;
    this.events = new RateLimiter(config.eventsPerSession(), Duration.ofSeconds(1), nanoTime);
    this.starts = new RateLimiter(config.startsPerAddress(), Duration.ofMinutes(1), nanoTime);
  }

  /** Counts an event of a session, by the fingerprint of its id; 429 if it is one too many. */
  Optional<Problem> event(long fingerprint) {
    long wait = events.take(fingerprint);
    return wait == 0 ? Optional.empty()
        : Optional.of(Problem.tooOften(
            "the session sends more than " + config.eventsPerSession() + " events a second; the event was not kept",
            seconds(wait)));
  }

  /** Whether it matters where a start comes from. */
  boolean limitsStarts() {
    return config.startsPerAddress() > 0;
  }

  /**
   * Counts the start of a session; 429 if its address has had too many. Of IPv6 a /64 counts as one: a host has all of
   * it.
   */
  Optional<Problem> start(InetAddress address) {
    byte[] bytes = address.getAddress();
    long wait =
        starts.take(bytes.length < Long.BYTES ? ByteBuffer.wrap(bytes).getInt() : ByteBuffer.wrap(bytes).getLong());
    return wait == 0 ? Optional.empty()
        : Optional.of(Problem.tooOften(
            "more than " + config.startsPerAddress() + " sessions a minute are opened from this address",
            seconds(wait)));
  }

  /** Rounded up: whoever waits so long gets in. */
  private static int seconds(long nanos) {
    return (int) (1 + (nanos - 1) / TimeUnit.SECONDS.toNanos(1));
  }
}

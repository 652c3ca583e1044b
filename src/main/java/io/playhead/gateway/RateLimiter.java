package io.playhead.gateway;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

/**
 * Holds each of many keys to a rate, in a table of fixed size (1 MiB) and without allocating. Shared by all event
 * loops.
 *
 * <p>It is the generic cell rate algorithm (ITU-T I.371): of a key there is one time, at which it will have made up for
 * all that it took. A key whose time has come is as good as unknown, so the table gives its place away and forgets
 * nothing by it. Only where more than four busy keys fall into one set does the least busy of them get some of its debt
 * forgiven: the table errs by letting through.
 */
final class RateLimiter {
  /** A key's hash, and then its time. Four keys side by side are 64 bytes, in one or two lines of a cache. */
  private static final int ENTRY = 2;
  private static final int EVEN_AT = 1;
  private static final int SET = 4 * ENTRY;
  private static final int SET_BITS = 14;
  private static final int LOCKS = 64;

  private final long seed = ThreadLocalRandom.current().nextLong();
  private final long burst;
  private final long interval;
  private final LongSupplier nanoTime;
  private final long origin;
  private final long[] table;
  private final Object[] locks = IntStream.range(0, LOCKS).mapToObj(i -> new Object()).toArray();

  /**
   * A limiter that knows no key yet.
   *
   * @param permits how much a key may take in a period, also at once: up to one a nanosecond; 0 is without limit, and
   *     without a table
   */
  RateLimiter(int permits, Duration period, LongSupplier nanoTime) {
    this.burst = period.toNanos();
    this.interval = permits == 0 ? 0 : burst / permits;
    this.table = new long[permits == 0 ? 0 : SET << SET_BITS];
    this.nanoTime = nanoTime;
    this.origin = nanoTime.getAsLong();
  }

  /**
   * Takes one permit of a key, if it has one.
   *
   * @return 0 if it had; otherwise the nanoseconds until it will have one
   */
  long take(long key) {
    if (interval == 0) {
      return 0;
    }
    long now = nanoTime.getAsLong() - origin;
    long hash = mix(key ^ seed);
    int set = (int) (hash >>> (Long.SIZE - SET_BITS));
    synchronized (locks[set % LOCKS]) {
      int place = place(set * SET, hash);
      long even = table[place] == hash ? Math.max(table[place + EVEN_AT], now) : now;
      long wait = even + interval - burst - now;
      if (wait <= 0) {
        table[place] = hash;
        table[place + EVEN_AT] = even + interval;
      }
      return Math.max(wait, 0);
    }
  }

  /** The key's place in its set, or the one that is the first to be free of debt. */
  private int place(int first, long hash) {
    int place = first;
    for (int i = first; i < first + SET; i += ENTRY) {
      if (table[i] == hash) {
        return i;
      }
      if (table[i + EVEN_AT] < table[place + EVEN_AT]) {
        place = i;
      }
    }
    return place;
  }

  /** The finaliser of MurmurHash3: with the secret seed nobody can choose keys that share a set. */
  private static long mix(long key) {
    long mixed = (key ^ (key >>> 33)) * 0xff51afd7ed558ccdL;
    mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return mixed ^ (mixed >>> 33);
  }
}

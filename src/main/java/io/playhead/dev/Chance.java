package io.playhead.dev;

import java.util.List;
import java.util.Random;

/** Random choices; the same seed makes the same. */
final class Chance {
  private static final long TENTH = 100;

  private final Random random;

  Chance(long seed) {
    random = new Random(seed);
  }

  boolean of(int percent) {
    return random.nextInt(100) < percent;
  }

  /** From the one to the other, both included. */
  int number(int from, int to) {
    return random.nextInt(from, to + 1);
  }

  /** Milliseconds, a whole number of tenths of a second, from the one to the other number of seconds. */
  long time(int fromSeconds, int toSeconds) {
    return number(fromSeconds * 10, toSeconds * 10) * TENTH;
  }

  <T> T pick(List<T> options) {
    return options.get(random.nextInt(options.size()));
  }
}

package io.playhead.loadtest;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * What one viewer's player says of a whole session, whoever the viewer is and whenever it happens.
 *
 * @param events all that follow {@code sessionStart}, in order; the last is {@code sessionEnd}
 */
record Timeline(Content content, List<PlayerEvent> events) {

  /** How often players on line ping (collection-api §7). */
  private static final Pings ONLINE = new Pings(Duration.ofSeconds(10), Duration.ofSeconds(1));

  /** How often players ping that keep their events for later (collection-api §6). */
  private static final Pings OFFLINE = new Pings(Duration.ofSeconds(50), Duration.ofSeconds(50));

  private static final int COUNT = 200;
  private static final long SEED = 1;

  /** Sessions of players on line: always the same ones, so that runs compare. */
  static List<Timeline> online() {
    return many(ONLINE);
  }

  /** Sessions of players without a network. */
  static List<Timeline> offline() {
    return many(OFFLINE);
  }

  private static List<Timeline> many(Pings pings) {
    Random random = new Random(SEED);
    return IntStream.range(0, COUNT).mapToObj(i -> new Viewer(random, pings).watch()).toList();
  }

  /**
   * How often a player pings.
   *
   * @param content during content, pauses and buffering
   * @param ads during ads
   */
  record Pings(Duration content, Duration ads) {}
}

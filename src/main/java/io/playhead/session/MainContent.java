package io.playhead.session;

/**
 * The main content as it was played: content time, stalls, and the intervals watched (media-metrics §§3, 6). Frozen time
 * is held back in {@link Stalls}; it is credited when its run has ended and was none.
 */
final class MainContent {

  private final Stalls stalls;
  private final WatchedIntervals watched;
  private long time;

  MainContent() {
    this(new Stalls(), new WatchedIntervals());
  }

  private MainContent(Stalls stalls, WatchedIntervals watched) {
    this.stalls = stalls;
    this.watched = watched;
  }

  static MainContent readFrom(StateSource source) {
    MainContent content = new MainContent(Stalls.readFrom(source), WatchedIntervals.readFrom(source));
    content.time = source.readLong();
    return content;
  }

  void writeTo(StateSink sink) {
    stalls.writeTo(sink);
    watched.writeTo(sink);
    sink.writeLong(time);
  }

  /**
   * The content was playing for so long, above 0, between two playheads.
   *
   * @return the content time that is credited now
   */
  long play(long millis, long from, long to) {
    watched.played(from, to, millis);
    if (from == to) {
      stalls.freeze(millis);
      return 0;
    }
    long credited = stalls.endRun() + millis;
    time += credited;
    return credited;
  }

  /**
   * Ends a run of frozen intervals, if there is one.
   *
   * @return the content time that is credited now
   */
  long endFrozenRun() {
    long credited = stalls.endRun();
    time += credited;
    return credited;
  }

  /** Content time, milliseconds. */
  long time() {
    return time;
  }

  /** Whether any content or stall time was credited. */
  boolean hasPlayed() {
    return time > 0 || stalls.time() > 0;
  }

  Stalls stalls() {
    return stalls;
  }

  WatchedIntervals watched() {
    return watched;
  }
}

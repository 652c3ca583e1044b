package io.playhead.session;

import java.util.Arrays;

/**
 * The newest {@code ts} applied of each kind of event since the last clock reset: a late event of a kind is superseded
 * by a newer one (media-metrics §2). Player states keep theirs by name, in {@link PlayerStates}.
 */
final class Recency {

  /** Events that supersede one another. */
  enum Kind {
    PLAY_STATE(0),
    AD(1),
    AD_BREAK(2),
    CHAPTER(3);

    private final int slot;

    Kind(int slot) {
      this.slot = slot;
    }
  }

  private static final long NEVER = -1;

  private final long[] newest = new long[Kind.values().length];

  Recency() {
    reset();
  }

  static Recency readFrom(StateSource source) {
    Recency recency = new Recency();
    for (int i = 0; i < recency.newest.length; i++) {
      recency.newest[i] = source.readLong();
    }
    return recency;
  }

  void writeTo(StateSink sink) {
    for (long ts : newest) {
      sink.writeLong(ts);
    }
  }

  /** Whether an event of that kind and {@code ts} takes effect; if so, it supersedes older ones from now on. */
  boolean admits(Kind kind, long ts) {
    if (newest[kind.slot] > ts) {
      return false;
    }
    newest[kind.slot] = ts;
    return true;
  }

  /** The device's clock was set back: what came before says nothing about what is newer. */
  void reset() {
    Arrays.fill(newest, NEVER);
  }
}

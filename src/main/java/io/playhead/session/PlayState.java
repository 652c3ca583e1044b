package io.playhead.session;

import java.util.Locale;

/** What the player is doing (media-metrics §3). */
enum PlayState {
  STARTING(0),
  PLAYING(1),
  BUFFERING(2),
  PAUSED(3);

  private final long code;

  PlayState(long code) {
    this.code = code;
  }

  static PlayState readFrom(StateSource source) {
    long code = source.readLong();
    for (PlayState state : values()) {
      if (state.code == code) {
        return state;
      }
    }
    throw new IllegalArgumentException("no play state has the code " + code);
  }

  void writeTo(StateSink sink) {
    sink.writeLong(code);
  }

  /** In lower case, for people. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}

package io.playhead.session;

/** Where the state of a session is written; a {@link StateSource} gives the same values back in the same order. */
public interface StateSink {

  /** A whole number, most often small and seldom negative. */
  void writeLong(long value);

  /** A text of any length. */
  void writeText(String text);
}

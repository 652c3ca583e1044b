package io.playhead.session;

/** What a {@link StateSink} took, in the same order. */
public interface StateSource {

  /** The next value, written by {@link StateSink#writeLong}. */
  long readLong();

  /** The next value, written by {@link StateSink#writeText}. */
  String readText();
}

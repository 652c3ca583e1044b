package io.playhead.session;

import java.util.ArrayDeque;
import java.util.Deque;

/** State in memory: what was written comes out in the same order, once, and as what it was. */
final class StateBuffer implements StateSink, StateSource {

  private final Deque<Object> values = new ArrayDeque<>();

  @Override
  public void writeLong(long value) {
    values.add(value);
  }

  @Override
  public void writeText(String text) {
    values.add(text);
  }

  @Override
  public long readLong() {
    return (Long) values.remove();
  }

  @Override
  public String readText() {
    return (String) values.remove();
  }

  /** Whether all has come out. */
  boolean isEmpty() {
    return values.isEmpty();
  }
}

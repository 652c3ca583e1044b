package io.playhead.session;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;

/** State in memory: what was written comes out in the same order, once. */
final class StateBuffer implements StateSink, StateSource {

  /** A session without an open ad, break or chapter has fewer numbers. */
  private static final int MOST_HAVE = 96;

  /** A text stands here as its index among the texts. */
  private long[] values = new long[MOST_HAVE];
  private final List<String> texts = new ArrayList<>(0);
  private int written;
  private int read;

  @Override
  public void writeLong(long value) {
    if (written == values.length) {
      values = Arrays.copyOf(values, 2 * written);
    }
    values[written++] = value;
  }

  @Override
  public void writeText(String text) {
    writeLong(texts.size());
    texts.add(text);
  }

  @Override
  public long readLong() {
    if (isEmpty()) {
      throw new NoSuchElementException("all has come out");
    }
    return values[read++];
  }

  @Override
  public String readText() {
    return texts.get((int) readLong());
  }

  /** Whether all has come out. */
  boolean isEmpty() {
    return read == written;
  }
}

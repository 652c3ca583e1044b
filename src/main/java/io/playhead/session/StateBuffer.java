package io.playhead.session;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;

/** State in memory: what was written comes out in the same order, once. */
final class StateBuffer implements StateSink, StateSource {

  /** A session without an open ad, break or chapter has fewer numbers. */
  private static final int MOST_HAVE = 96;

  /** Marks a text among the numbers: no moment, no duration and no count is as far from 0, and no quantity has these bits. */
  private static final long TEXT = 0xFFF4_0000_0000_0000L;
  private static final long INDEX = 0x7FFF_FFFFL;

  /** A text stands here as its index among the texts, marked. */
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
    writeLong(TEXT | texts.size());
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
    long value = readLong();
    if ((value & ~INDEX) != TEXT) {
      throw new IllegalStateException("a number was read as a text");
    }
    return texts.get((int) (value & INDEX));
  }

  /** Whether all has come out. */
  boolean isEmpty() {
    return read == written;
  }
}

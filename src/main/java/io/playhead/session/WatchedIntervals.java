package io.playhead.session;

import java.util.Arrays;
import java.util.OptionalLong;

/**
 * Which parts of the content were watched: disjoint intervals of playheads, in order; those that touch merge. At most
 * 256 are kept, then the shortest is dropped, of equals the lowest (media-metrics §6).
 */
final class WatchedIntervals {

  private static final int CAPACITY = 256;
  private static final long SLACK = 1_000;

  private long[] starts = new long[2];
  private long[] ends = new long[2];
  private int size;

  static WatchedIntervals readFrom(StateSource source) {
    WatchedIntervals watched = new WatchedIntervals();
    watched.size = (int) source.readLong();
    watched.starts = new long[watched.size + 1];
    watched.ends = new long[watched.size + 1];
    long last = 0;
    for (int i = 0; i < watched.size; i++) {
      watched.starts[i] = last + source.readLong();
      watched.ends[i] = watched.starts[i] + source.readLong();
      last = watched.ends[i];
    }
    return watched;
  }

  void writeTo(StateSink sink) {
    sink.writeLong(size);
    long last = 0;
    for (int i = 0; i < size; i++) {
      sink.writeLong(starts[i] - last);
      sink.writeLong(ends[i] - starts[i]);
      last = ends[i];
    }
  }

  /**
   * Takes in what passed between two playheads while the content played. It was watched if the playhead went forward, by
   * no more than double speed and a second; otherwise the viewer stood or jumped.
   *
   * @param credited the time it took, milliseconds
   */
  void played(long from, long to, long credited) {
    if (credited > 0 && to > from && to - from <= 2 * credited + SLACK) {
      add(from, to);
    }
  }

  private void add(long from, long to) {
    int first = firstEndingAtOrAfter(from);
    int after = first;
    long start = from;
    long end = to;
    while (after < size && starts[after] <= to) {
      start = Math.min(start, starts[after]);
      end = Math.max(end, ends[after]);
      after++;
    }
    replace(first, after, start, end);
    if (size > CAPACITY) {
      remove(shortest());
    }
  }

  private int firstEndingAtOrAfter(long playhead) {
    int at = Arrays.binarySearch(ends, 0, size, playhead);
    return at >= 0 ? at : -at - 1;
  }

  /** Puts one interval in the place of those from first up to after. */
  private void replace(int first, int after, long start, long end) {
    if (size == starts.length) {
      starts = Arrays.copyOf(starts, 2 * size);
      ends = Arrays.copyOf(ends, 2 * size);
    }
    System.arraycopy(starts, after, starts, first + 1, size - after);
    System.arraycopy(ends, after, ends, first + 1, size - after);
    starts[first] = start;
    ends[first] = end;
    size += 1 - (after - first);
  }

  private void remove(int index) {
    System.arraycopy(starts, index + 1, starts, index, size - index - 1);
    System.arraycopy(ends, index + 1, ends, index, size - index - 1);
    size--;
  }

  private int shortest() {
    int shortest = 0;
    for (int i = 1; i < size; i++) {
      if (ends[i] - starts[i] < ends[shortest] - starts[shortest]) {
        shortest = i;
      }
    }
    return shortest;
  }

  /** The length of all of them, milliseconds. */
  long total() {
    long total = 0;
    for (int i = 0; i < size; i++) {
      total += ends[i] - starts[i];
    }
    return total;
  }

  /** Whether that share of the content lies in one of them, ends included. */
  boolean contain(int percent, long length) {
    for (int i = 0; i < size; i++) {
      if (starts[i] * 100 <= length * percent && length * percent <= ends[i] * 100) {
        return true;
      }
    }
    return false;
  }

  /** The lowest playhead watched. */
  OptionalLong lowest() {
    return size == 0 ? OptionalLong.empty() : OptionalLong.of(starts[0]);
  }

  /** The highest playhead watched. */
  OptionalLong highest() {
    return size == 0 ? OptionalLong.empty() : OptionalLong.of(ends[size - 1]);
  }
}

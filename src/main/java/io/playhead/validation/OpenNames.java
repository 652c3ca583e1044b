package io.playhead.validation;

import java.util.Arrays;

/**
 * The names of members that no schema names, of the objects that a {@link ProgramExecutor} is in: a stack. Nothing is
 * allocated before the first such name.
 */
final class OpenNames {
  /** An object with more such names is left to the referee, for each name is compared with all before it. */
  static final int MAX_NAMES = 128;

  private static final int FIRST_CAPACITY = 8;

  private final byte[] bytes;
  private long[] hashes = {};
  private int[] starts = {};
  private int size;

  OpenNames(byte[] bytes) {
    this.bytes = bytes;
  }

  int size() {
    return size;
  }

  /** Forgets all names but the first ones. */
  void truncate(int size) {
    this.size = size;
  }

  /** Adds a name of the object whose names begin at that size; false if it has that name already, or too many. */
  boolean add(int object, long hash, int start, int length) {
    for (int i = object; i < size; i++) {
      if (hashes[i] == hash && isSame(starts[i], start, length)) {
        return false;
      }
    }
    if (size - object == MAX_NAMES) {
      return false;
    }
    if (size == hashes.length) {
      int capacity = Math.max(FIRST_CAPACITY, 2 * size);
      hashes = Arrays.copyOf(hashes, capacity);
      starts = Arrays.copyOf(starts, capacity);
    }
    hashes[size] = hash;
    starts[size] = start;
    size++;
    return true;
  }

  /** Compares with the closing quotation mark, which stands for the length of the other name. */
  private boolean isSame(int other, int start, int length) {
    return Arrays.equals(bytes, other, Math.min(other + length + 1, bytes.length), bytes, start, start + length + 1);
  }
}

package io.playhead.validation;

import java.util.Arrays;

/**
 * The names of members that no schema names, of the objects that a {@link ProgramExecutor} is in: a stack of their
 * hashes. There is no room for names before the first such name.
 */
final class OpenNames {
  private static final int FIRST_CAPACITY = 8;

  /** So many are compared each with each; sorting begins to pay beyond. */
  private static final int FEW = 16;

  private long[] hashes = {};
  private int size;

  int size() {
    return size;
  }

  /** Forgets all names but the first ones. */
  void truncate(int size) {
    this.size = size;
  }

  void add(long hash) {
    if (size == hashes.length) {
      hashes = Arrays.copyOf(hashes, Math.max(FIRST_CAPACITY, 2 * size));
    }
    hashes[size++] = hash;
  }

  /** Whether no two names of the object whose names begin at that size, the innermost one, share a hash. */
  boolean areDistinct(int object) {
    if (size - object > FEW) {
      return areDistinctWhenSorted(object);
    }
    for (int i = object; i < size; i++) {
      for (int j = object; j < i; j++) {
        if (hashes[i] == hashes[j]) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean areDistinctWhenSorted(int object) {
    Arrays.sort(hashes, object, size);
    for (int i = object + 1; i < size; i++) {
      if (hashes[i] == hashes[i - 1]) {
        return false;
      }
    }
    return true;
  }
}

package io.playhead.validation;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * A fixed set of names, looked up by their bytes: a perfect hash, found when the table is made, and one comparison.
 *
 * <p>
 * A name's hash is taken over words of eight bytes, the last of them (which may be empty) filled up with zeros, so that
 * {@link JsonCursor} has it when it has found the name's end.
 */
final class NameTable {
  static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long MIXER = 0x9E3779B97F4A7C15L;
  private static final int SEEDS_PER_SIZE = 1_000;

  private final byte[][] names;
  private final long seed;
  private final int shift;
  private final int[] indexes;

  private NameTable(byte[][] names, long seed, int shift, int[] indexes) {
    this.names = names;
    this.seed = seed;
    this.shift = shift;
    this.indexes = indexes;
  }

  /** The table of distinct names; the index of a name is its place in the list. */
  static NameTable of(List<String> list) {
    byte[][] names = list.stream().map(name -> name.getBytes(StandardCharsets.UTF_8)).toArray(byte[][]::new);
    for (int bits = Integer.SIZE - Integer.numberOfLeadingZeros(names.length | 1);; bits++) {
      for (long seed = 1; seed < 2 * SEEDS_PER_SIZE; seed += 2) {
        int[] indexes = new int[1 << bits];
        if (place(names, seed * MIXER, Long.SIZE - bits, indexes)) {
          return new NameTable(names, seed * MIXER, Long.SIZE - bits, indexes);
        }
      }
    }
  }

  private static boolean place(byte[][] names, long seed, int shift, int[] indexes) {
    Arrays.fill(indexes, -1);
    for (int i = 0; i < names.length; i++) {
      int slot = (int) ((hash(names[i], 0, names[i].length) * seed) >>> shift);
      if (indexes[slot] >= 0) {
        return false;
      }
      indexes[slot] = i;
    }
    return true;
  }

  /** The index of the name with that hash that stands in the bytes, or -1. */
  int indexOf(byte[] bytes, int from, int to, long hash) {
    int index = indexes[(int) ((hash * seed) >>> shift)];
    return index >= 0 && Arrays.equals(bytes, from, to, names[index], 0, names[index].length) ? index : -1;
  }

  /** The hash of a name. */
  static long hash(byte[] bytes, int from, int to) {
    long hash = 0;
    int at = from;
    for (; at + Long.BYTES <= to; at += Long.BYTES) {
      hash = mix(hash, (long) WORDS.get(bytes, at));
    }
    return mix(hash, partialWord(bytes, at, to));
  }

  /** The hash of the words so far and one more. */
  static long mix(long hash, long word) {
    long mixed = (hash ^ word) * MIXER;
    return mixed ^ (mixed >>> 32);
  }

  /** The fewer than eight bytes in that range as a word. */
  static long partialWord(byte[] bytes, int from, int to) {
    long word = 0;
    for (int i = from; i < to; i++) {
      word |= (bytes[i] & 0xFFL) << (Byte.SIZE * (i - from));
    }
    return word;
  }
}

package io.playhead.gateway;

import java.util.Arrays;

/** The bytes of a body as they arrive, up to its limit. */
final class BodyBuffer {
  private static final byte[] EMPTY = {};

  private final BodyLimits limits;
  private byte[] bytes = EMPTY;
  private int size;

  BodyBuffer(BodyLimits limits) {
    this.limits = limits;
  }

  /**
   * Adds bytes; the first ones are kept without a copy.
   *
   * @throws ProblemException 413 if that is more than the limit allows
   */
  void add(byte[] more, int length) throws ProblemException {
    if ((long) size + length > limits.object() && (long) size + length > limit(more, length)) {
      throw tooLarge(limit(more, length));
    }
    if (size == 0 && more.length == length) {
      bytes = more;
    } else {
      if (size + length > bytes.length) {
        bytes = Arrays.copyOf(bytes, Math.max(size + length, 2 * size));
      }
      System.arraycopy(more, 0, bytes, size, length);
    }
    size += length;
  }

  byte[] bytes() {
    return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
  }

  static ProblemException tooLarge(long limit) {
    return new ProblemException(Problem.of(413, "the body is larger than the limit of " + limit + " bytes"));
  }

  /** An array may be larger than an object, so the first character that is no white space decides. */
  private long limit(byte[] more, int length) {
    int first = firstSignificant(bytes, size);
    if (first < 0) {
      first = firstSignificant(more, length);
    }
    return first == '[' ? limits.array() : limits.object();
  }

  private static int firstSignificant(byte[] bytes, int length) {
    for (int i = 0; i < length; i++) {
      if (bytes[i] != ' ' && bytes[i] != '\n' && bytes[i] != '\r' && bytes[i] != '\t') {
        return bytes[i];
      }
    }
    return -1;
  }
}

package io.playhead.gateway;

import io.vertx.core.buffer.Buffer;
import java.util.Arrays;

/** The bytes of a body as they arrive, up to its limit. */
final class BodyBuffer {
  private static final byte[] EMPTY = {};

  private final BodyLimits limits;
  private final int expected;
  private byte[] bytes = EMPTY;
  private int size;

  /**
   * A buffer, of twice the size of what has arrived at most.
   *
   * @param expected the size that was announced, which may be a lie, or the largest; it grows no further without need
   */
  BodyBuffer(BodyLimits limits, long expected) {
    this.limits = limits;
    this.expected = (int) Math.min(expected, limits.largest());
  }

  /**
   * Adds bytes; the first ones are all that there is room for, since most bodies come in one piece.
   *
   * @throws ProblemException 413 if that is more than the limit allows
   */
  void add(Buffer more) throws ProblemException {
    if (size == 0) {
      bytes = more.getBytes();
    } else {
      makeRoom(more.length());
      more.getBytes(bytes, size);
    }
    count(more.length());
  }

  /**
   * Adds the first bytes of an array.
   *
   * @throws ProblemException 413 if that is more than the limit allows
   */
  void add(byte[] more, int length) throws ProblemException {
    makeRoom(length);
    System.arraycopy(more, 0, bytes, size, length);
    count(length);
  }

  byte[] bytes() {
    return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
  }

  static ProblemException tooLarge(long limit) {
    return new ProblemException(Problem.of(413, "the body is larger than the limit of " + limit + " bytes"));
  }

  private void makeRoom(int length) {
    if (size + length > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(size + length, Math.min(2 * size, expected)));
    }
  }

  private void count(int length) throws ProblemException {
    size += length;
    if (size > limits.object() && size > limit()) {
      throw tooLarge(limit());
    }
  }

  /** An array may be larger than an object, so the first character that is no white space decides. */
  private long limit() {
    for (int i = 0; i < size; i++) {
      if (bytes[i] != ' ' && bytes[i] != '\n' && bytes[i] != '\r' && bytes[i] != '\t') {
        return bytes[i] == '[' ? limits.array() : limits.object();
      }
    }
    return limits.object();
  }
}

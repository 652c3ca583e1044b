package io.playhead.aggregator;

import io.playhead.session.StateSink;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * State as bytes: the version, then numbers and texts one after another without names.
 *
 * <p>A number is a varint of its zigzag form, so that small ones of either sign take a byte. A text is its length and its UTF-16
 * units, a varint each: one byte for ASCII, and nothing is lost, not even half a surrogate pair, which JSON can hold and UTF-8 cannot.
 */
final class StateWriter implements StateSink {
  /**
   * The version that is written. {@link StateReader} must have read a new one for a whole release before this writes it, so
   * that a rolling upgrade can go back (design §5).
   */
  static final int VERSION = 2;

  private static final int LOW_BITS = 0x7f;
  private static final int MORE = 0x80;
  private static final int LONGEST_VARINT = 10;

  private byte[] bytes = new byte[512];
  private int length;

  StateWriter() {
    bytes[length++] = VERSION;
  }

  @Override
  public void writeLong(long value) {
    writeVarint((value << 1) ^ (value >> 63));
  }

  @Override
  public void writeText(String text) {
    writeVarint(text.length());
    for (int i = 0; i < text.length(); i++) {
      writeVarint(text.charAt(i));
    }
  }

  /** Writes a number of eight random bytes, of which a varint would take ten. */
  void writeFixed(long value) {
    reserve(Long.BYTES);
    ByteBuffer.wrap(bytes, length, Long.BYTES).putLong(value);
    length += Long.BYTES;
  }

  /** All that was written. */
  byte[] toBytes() {
    return Arrays.copyOf(bytes, length);
  }

  private void writeVarint(long value) {
    reserve(LONGEST_VARINT);
    long rest = value;
    while ((rest & ~LOW_BITS) != 0) {
      bytes[length++] = (byte) ((rest & LOW_BITS) | MORE);
      rest >>>= 7;
    }
    bytes[length++] = (byte) rest;
  }

  private void reserve(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, bytes.length * 2);
    }
  }
}

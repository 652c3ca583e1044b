package io.playhead.aggregator;

import io.playhead.session.StateSource;
import java.nio.ByteBuffer;

/** Reads what a {@link StateWriter} wrote, of this version or an earlier one that is still known. */
final class StateReader implements StateSource {
  /** Without {@link HighWaterMarks}, else the same. */
  private static final int OLDEST_VERSION = 1;

  private final byte[] bytes;
  private int position;

  /**
   * Reads the version.
   *
   * @throws UnknownStateVersionException if a newer program wrote the bytes
   */
  StateReader(byte[] bytes) {
    this.bytes = bytes;
    int version = version();
    if (version < OLDEST_VERSION || version > StateWriter.VERSION) {
      throw new UnknownStateVersionException(version);
    }
    position = 1;
  }

  /** The version of what is read. */
  int version() {
    return bytes[0];
  }

  /** Reads what {@link StateWriter#writeFixed} wrote. */
  long readFixed() {
    long value = ByteBuffer.wrap(bytes, position, Long.BYTES).getLong();
    position += Long.BYTES;
    return value;
  }

  @Override
  public long readLong() {
    long zigzag = readVarint();
    return (zigzag >>> 1) ^ -(zigzag & 1);
  }

  @Override
  public String readText() {
    char[] text = new char[(int) readVarint()];
    for (int i = 0; i < text.length; i++) {
      text[i] = (char) readVarint();
    }
    return new String(text);
  }

  private long readVarint() {
    long value = 0;
    for (int shift = 0;; shift += 7) {
      byte next = bytes[position++];
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }
}

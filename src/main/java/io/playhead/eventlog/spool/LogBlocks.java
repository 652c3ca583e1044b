package io.playhead.eventlog.spool;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * A file of RocksDB's write-ahead log, as its blocks of 32 KiB: in each stand records of a masked CRC-32C (4 bytes,
 * little-endian), a length (2) and a type (1), then the content.
 *
 * <p>RocksDB can step over damaged records by itself, but 10.1 then fails at the next record that lies in two blocks
 * ("Write batch content corrupted"). Cut into files without damage, it reads all of them.
 */
final class LogBlocks {
  private static final int BLOCK = 32 << 10;
  private static final int HEADER = 7;
  private static final int LENGTH = 4;
  private static final int TYPE = 6;
  private static final int MASK = 0xa282ead8;

  private final ByteBuffer log;

  LogBlocks(byte[] log) {
    this.log = ByteBuffer.wrap(log).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** What stands between damaged places, in order; each part begins with a block. */
  List<ByteBuffer> soundParts() {
    List<ByteBuffer> parts = new ArrayList<>();
    int from = 0;
    for (int block = 0; block < log.limit(); block += BLOCK) {
      int end = Math.min(block + BLOCK, log.limit());
      int sound = soundUpTo(block, end);
      if (sound < end) {
        parts.add(log.slice(from, sound - from));
        from = end;
      }
    }
    parts.add(log.slice(from, log.limit() - from));
    return parts;
  }

  /** The end of the block, or where its first damaged record begins. */
  private int soundUpTo(int block, int end) {
    int at = block;
    while (end - at >= HEADER) {
      int length = Short.toUnsignedInt(log.getShort(at + LENGTH));
      if (length == 0 && log.get(at + TYPE) == 0) {
        return end;
      }
      if (at + HEADER + length > end || crc(at + TYPE, 1 + length) != log.getInt(at)) {
        return at;
      }
      at += HEADER + length;
    }
    return end;
  }

  private int crc(int from, int length) {
    CRC32C sum = new CRC32C();
    sum.update(log.slice(from, length));
    return Integer.rotateRight((int) sum.getValue(), 15) + MASK;
  }
}

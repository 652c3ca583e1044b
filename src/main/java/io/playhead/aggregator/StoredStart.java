package io.playhead.aggregator;

import io.playhead.session.LogPosition;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * What is stored of a session's first record: the player's bytes, and behind them where the record stands in the log. A program
 * that does not know of the position reads up to the end of the JSON object and never sees it.
 *
 * @param position not known of a session that such a program started
 */
record StoredStart(byte[] body, Optional<LogPosition> position) {
  /** Ends a position; no JSON text ends with it. */
  private static final byte MARK = 1;
  private static final int POSITION_BYTES = Integer.BYTES + Long.BYTES + Long.BYTES + Byte.BYTES;

  static StoredStart of(byte[] stored) {
    int body = stored.length - POSITION_BYTES;
    if (body < 0 || stored[stored.length - 1] != MARK) {
      return new StoredStart(stored, Optional.empty());
    }
    ByteBuffer position = ByteBuffer.wrap(stored, body, POSITION_BYTES);
    return new StoredStart(Arrays.copyOf(stored, body),
        Optional.of(new LogPosition(position.getInt(), position.getLong(), position.getLong())));
  }

  byte[] toBytes() {
    if (position.isEmpty()) {
      return body;
    }
    LogPosition known = position.get();
    return ByteBuffer.allocate(body.length + POSITION_BYTES)
        .put(body)
        .putInt(known.partition())
        .putLong(known.offset())
        .putLong(known.appended())
        .put(MARK)
        .array();
  }
}

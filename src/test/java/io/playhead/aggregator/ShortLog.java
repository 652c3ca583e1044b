package io.playhead.aggregator;

import io.playhead.aggregator.RandomLog.Copy;
import io.playhead.eventlog.EventId;
import io.playhead.eventlog.RecordHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.Record;

/**
 * A log of one session in a line: {@code 0 start a1, 1 play a2, 1 play a2*}. An entry is a second, a type and an id: a letter for the
 * gateway and a counter, with a star if it is a repeat. {@code 70 ticks} are ticks up to there, at most 5 seconds apart.
 */
final class ShortLog {
  private static final int TICK_SECONDS = 5;

  private final List<Copy> copies = new ArrayList<>();
  private int second;

  private ShortLog() {}

  static List<Copy> of(String text) {
    ShortLog log = new ShortLog();
    for (String entry : text.split(",", -1)) {
      String[] parts = entry.strip().split(" ", -1);
      log.add(Integer.parseInt(parts[0]), parts[1], parts.length > 2 ? parts[2] : "");
    }
    return log.copies;
  }

  private void add(int next, String type, String id) {
    while (type.equals("ticks") && second < next) {
      second = Math.min(second + TICK_SECONDS, next);
      copies.add(new Copy(RandomLog.tick(millis()), false));
    }
    second = next;
    if (!type.equals("ticks")) {
      copies.add(new Copy(record(type, id.replace("*", "")), id.endsWith("*")));
    }
  }

  private Record<byte[], byte[]> record(String type, String id) {
    Optional<EventId> parsed = id.isEmpty()
        ? Optional.empty()
        : Optional.of(new EventId(id.charAt(0), Long.parseLong(id.substring(1))));
    return switch (type) {
      case "start" -> record(parsed, "sessionStart", Bodies.sessionStart(second));
      case "batch" -> record(parsed, RecordHeaders.DOWNLOADED,
          Bodies.batch(Bodies.sessionStart(second), Bodies.event("play", second, 0)));
      case "rubbish" -> record(parsed, "ping", Bodies.bytes("rubbish"));
      default -> record(parsed, type, Bodies.event(type, second, second));
    };
  }

  private Record<byte[], byte[]> record(Optional<EventId> id, String type, byte[] body) {
    return RandomLog.record(millis(), id, Bodies.sid(1), type, body);
  }

  private long millis() {
    return Bodies.ORIGIN + second * 1_000L;
  }
}

package io.playhead.aggregator;

import io.playhead.eventlog.EventId;
import io.playhead.eventlog.RecordHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.streams.processor.api.Record;

/**
 * A partition of the event log, by chance: sessions that start, go on in any order of events, fall silent and end, some of them offline,
 * with ticks and rubbish in between. Several gateways take the events, each with an id, but for some of a gateway that gives none.
 */
final class RandomLog {
  private static final List<String> TYPES = List.of("play", "pauseStart", "bufferStart", "ping", "ping", "ping",
      "adBreakComplete", "adComplete", "adSkip", "bitrateChange", "chapterComplete", "sessionComplete", "sessionEnd");
  private static final int SESSIONS_AT_ONCE = 8;
  private static final int RECORDS = 400;
  private static final int CONTENTS = 3;
  private static final int GATEWAYS = 3;
  private static final int LONGEST_BLOCK = 30;

  private final Random random;
  private final List<Record<byte[], byte[]>> log = new ArrayList<>();
  private final int[] current = new int[SESSIONS_AT_ONCE];
  private int sessions;
  private double second;

  private RandomLog(Random random) {
    this.random = random;
  }

  /**
   * A record of a log in which some stand more than once.
   *
   * @param isRepeat whether the same event stands further up
   */
  record Copy(Record<byte[], byte[]> record, boolean isRepeat) {}

  static List<Record<byte[], byte[]>> of(Random random) {
    return new RandomLog(random).write();
  }

  /** The log with repeats anywhere after their first copies: single ones, and blocks as when a batch is drained again. */
  static List<Copy> withRepeats(List<Record<byte[], byte[]>> log, Random random) {
    List<Copy> copies = new ArrayList<>();
    for (int i = 0; i < log.size(); i++) {
      copies.add(new Copy(log.get(i), false));
      if (random.nextInt(8) == 0) {
        int first = random.nextInt(i + 1);
        int length = random.nextBoolean() ? 1 : random.nextInt(LONGEST_BLOCK);
        long appended = log.get(i).timestamp() + random.nextInt(2_000);
        log.subList(first, Math.min(first + length, i + 1)).stream()
            .filter(record -> EventId.of(record.headers()).isPresent())
            .forEach(record -> copies.add(new Copy(record.withTimestamp(appended), true)));
      }
    }
    return copies;
  }

  /** A tick, appended at that time. */
  static Record<byte[], byte[]> tick(long appended) {
    return record(appended, Optional.empty(), Bodies.sid(0), RecordHeaders.TICK, new byte[0]);
  }

  /** A record, appended at that time. */
  static Record<byte[], byte[]> record(long appended, Optional<EventId> id, String sid, String type, byte[] body) {
    Record<byte[], byte[]> record = new Record<>(Bodies.bytes(sid), body, appended);
    record.headers().add(RecordHeaders.header(RecordHeaders.TYPE, type));
    id.map(EventId::toHeader).ifPresent(record.headers()::add);
    return record;
  }

  private List<Record<byte[], byte[]>> write() {
    for (int i = 0; i < RECORDS; i++) {
      second += random.nextInt(20) == 0 ? random.nextInt(700) : random.nextDouble() * 3;
      int slot = random.nextInt(SESSIONS_AT_ONCE);
      if (current[slot] == 0 || random.nextInt(25) == 0) {
        begin(slot);
      } else {
        goOn(Bodies.sid(current[slot]), second - random.nextInt(8), i);
      }
    }
    return log;
  }

  /** A gateway makes a new session id for each start. */
  private void begin(int slot) {
    current[slot] = ++sessions;
    String sid = Bodies.sid(sessions);
    if (random.nextInt(4) == 0) {
      add(sid, RecordHeaders.DOWNLOADED,
          Bodies.batch(Bodies.sessionStart(second - 100), Bodies.event("play", second - 90, 0)));
    } else {
      add(sid, "sessionStart", Bodies.sessionStart(second, "m" + sessions % CONTENTS));
    }
  }

  private void goOn(String sid, double device, int playhead) {
    switch (random.nextInt(16)) {
      case 0 -> add(sid, "sessionStart", Bodies.sessionStart(device));
      case 1, 2 -> log.add(tick(millis(second)));
      case 3 -> add(sid, "adBreakStart", Bodies.adBreakStart(device, playhead, 1));
      case 4, 5 -> add(sid, "adStart", Bodies.adStart(device, playhead, "ad-" + playhead));
      case 6 -> add(sid, "ping", Bodies.bytes("rubbish"));
      default -> {
        String type = TYPES.get(random.nextInt(TYPES.size()));
        add(sid, type, Bodies.event(type, device, playhead));
      }
    }
  }

  /** The counters of all gateways grow with the log. */
  private void add(String sid, String type, byte[] body) {
    int gateway = random.nextInt(GATEWAYS + 1);
    Optional<EventId> id = gateway == GATEWAYS ? Optional.empty() : Optional.of(new EventId(gateway, log.size()));
    log.add(record(millis(second), id, sid, type, body));
  }

  private static long millis(double second) {
    return Bodies.ORIGIN + Math.round(second * 1000);
  }
}

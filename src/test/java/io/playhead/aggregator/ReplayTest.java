package io.playhead.aggregator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.playhead.aggregator.Replay.Output;
import io.playhead.eventlog.RecordHeaders;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;

/** A replay gives identical output, wherever a run begins or ends (media-metrics §1). */
class ReplayTest {
  private static final List<String> TYPES = List.of("play", "pauseStart", "bufferStart", "ping", "ping", "ping",
      "adBreakComplete", "adComplete", "adSkip", "bitrateChange", "chapterComplete", "sessionComplete", "sessionEnd");
  private static final int SESSIONS = 8;
  private static final int RECORDS = 400;

  @Property(tries = 100)
  void restartsAnywhereChangeNothing(@ForAll long seed) {
    Random random = new Random(seed);
    List<Record<byte[], byte[]>> log = log(random);

    assertThat(run(log, random, 0.1)).isEqualTo(run(log, random, 0));
  }

  @Property(tries = 20)
  void aNewProcessorForEachRecordChangesNothing(@ForAll long seed) {
    List<Record<byte[], byte[]>> log = log(new Random(seed));

    assertThat(run(log, new Random(seed), 1)).isEqualTo(run(log, new Random(seed), 0));
  }

  @Property(tries = 300)
  void noBytesStopTheFold(@ForAll long seed) {
    Random random = new Random(seed);
    Replay replay = new Replay(0);
    String sid = Bodies.sid(1);
    for (int i = 0; i < 30; i++) {
      byte[] body = i == 0 || random.nextInt(5) == 0 ? Bodies.sessionStart(i) : Bodies.adStart(i, i, "ad");
      replay.accept(record(i, sid, random.nextInt(4) == 0 ? RecordHeaders.DOWNLOADED : "", damaged(body, random)), i);
    }

    replay.accept(record(31, Bodies.sid(2), "sessionStart", Bodies.sessionStart(31)), 31);

    assertThat(replay.outputs().getLast().key()).isEqualTo(Bodies.sid(2));
  }

  @Test
  void stateOfANewerVersionStopsTheTask() {
    Replay replay = new Replay(0);
    replay.accept(record(0, Bodies.sid(1), "sessionStart", Bodies.sessionStart(0)), 0);
    replay.overwrite(Bodies.sid(1), new byte[]{StateWriter.VERSION + 1, 0, 0});

    assertThatThrownBy(replay::restart).isInstanceOf(UnknownStateVersionException.class);
  }

  /** With a few bytes changed to others that JSON uses, and sometimes an end missing. */
  private static byte[] damaged(byte[] body, Random random) {
    byte[] damaged = body.clone();
    for (int change = random.nextInt(4); change > 0; change--) {
      damaged[random.nextInt(damaged.length)] = (byte) "\"{}[],:-+.eE019 \\u\u0000x".charAt(random.nextInt(20));
    }
    return random.nextInt(6) == 0 ? Arrays.copyOf(damaged, random.nextInt(damaged.length)) : damaged;
  }

  private static List<Output> run(List<Record<byte[], byte[]>> log, Random random, double restarts) {
    Replay replay = new Replay(0);
    for (int offset = 0; offset < log.size(); offset++) {
      if (random.nextDouble() < restarts) {
        replay.restart();
      }
      replay.accept(log.get(offset), offset);
    }
    return replay.outputs();
  }

  /** Sessions that start, go on in any order of events, fall silent and end, with ticks and rubbish in between. */
  private static List<Record<byte[], byte[]>> log(Random random) {
    List<Record<byte[], byte[]>> log = new ArrayList<>();
    double second = 0;
    for (int i = 0; i < RECORDS; i++) {
      second += random.nextInt(20) == 0 ? random.nextInt(700) : random.nextDouble() * 3;
      String sid = Bodies.sid(random.nextInt(SESSIONS));
      double device = second - random.nextInt(8);
      log.add(switch (random.nextInt(16)) {
        case 0, 1, 2 -> record(second, sid, "sessionStart", Bodies.sessionStart(device));
        case 3, 4 -> record(second, sid, RecordHeaders.TICK, new byte[0]);
        case 5 -> record(second, sid, "adBreakStart", Bodies.adBreakStart(device, i, 1));
        case 6, 7 -> record(second, sid, "adStart", Bodies.adStart(device, i, "ad-" + i));
        case 8 -> record(second, sid, "ping", Bodies.bytes("rubbish"));
        default -> event(random, second, device, sid, i);
      });
    }
    return log;
  }

  private static Record<byte[], byte[]> event(Random random, double second, double device, String sid, int playhead) {
    String type = TYPES.get(random.nextInt(TYPES.size()));
    return record(second, sid, type, Bodies.event(type, device, playhead));
  }

  private static Record<byte[], byte[]> record(double second, String sid, String type, byte[] body) {
    Record<byte[], byte[]> record =
        new Record<>(Bodies.bytes(sid), body, Bodies.ORIGIN + Math.round(second * 1000));
    record.headers().add(RecordHeaders.header(RecordHeaders.TYPE, type));
    return record;
  }
}

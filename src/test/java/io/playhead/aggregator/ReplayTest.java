package io.playhead.aggregator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.playhead.aggregator.Replay.Output;
import io.playhead.eventlog.RecordHeaders;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;

/** A replay gives identical output, wherever a run begins or ends (media-metrics §1). */
class ReplayTest {
  @Property(tries = 100)
  void restartsAnywhereChangeNothing(@ForAll long seed) {
    Random random = new Random(seed);
    List<Record<byte[], byte[]>> log = RandomLog.of(random);

    assertThat(run(log, random, 0.1)).isEqualTo(run(log, random, 0));
  }

  @Property(tries = 20)
  void aNewProcessorForEachRecordChangesNothing(@ForAll long seed) {
    List<Record<byte[], byte[]>> log = RandomLog.of(new Random(seed));

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
  void aLargeStateStandsOnDiskAndGoesOnFromThere() {
    Replay replay = new Replay(0);
    String sid = Bodies.sid(1);
    replay.accept(record(0, sid, "sessionStart", Bodies.sessionStart(0)), 0);
    replay.accept(record(1, sid, "adBreakStart", Bodies.adBreakStart(1, 0, 1)), 1);
    replay.accept(record(1, sid, "adStart", Bodies.adStart(1, 0, "x".repeat(SessionStore.LARGEST_IN_MEMORY))), 2);
    assertThat(replay.state(sid)).hasSize(1);

    replay.restart();
    replay.accept(record(11, sid, "adComplete", Bodies.event("adComplete", 11, 0)), 3);
    replay.accept(record(12, sid, "play", Bodies.event("play", 12, 0)), 4);
    replay.accept(record(22, sid, "ping", Bodies.event("ping", 22, 10)), 5);
    assertThat(replay.state(sid)).hasSizeBetween(2, SessionStore.LARGEST_IN_MEMORY);

    replay.restart();
    replay.accept(record(23, sid, "sessionEnd", Bodies.event("sessionEnd", 23, 11)), 6);
    replay.accept(record(30, sid, "ping", Bodies.event("ping", 30, 11)), 7);
    assertThat(replay.outputs()).extracting(Output::value).filteredOn(value -> value.contains("\"sessionClose\""))
        .singleElement().asString().contains("\"adCount\":1");
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

  private static Record<byte[], byte[]> record(int second, String sid, String type, byte[] body) {
    return RandomLog.record(Bodies.ORIGIN + second * 1_000L, Optional.empty(), sid, type, body);
  }
}

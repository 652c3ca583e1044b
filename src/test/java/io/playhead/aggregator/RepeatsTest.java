package io.playhead.aggregator;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.aggregator.RandomLog.Copy;
import io.playhead.aggregator.Replay.Output;
import io.playhead.eventlog.RecordHeaders;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An event that stands in the log twice counts once: its repeats are to the sessions what a tick is. */
class RepeatsTest {
  @Property(tries = 50)
  void aRepeatIsATick(@ForAll long seed) {
    Random random = new Random(seed);
    List<Copy> log = RandomLog.withRepeats(RandomLog.of(random), random);

    assertThat(run(log).outputs()).isEqualTo(run(withTicksForRepeats(log)).outputs());
  }

  @Property(tries = 15)
  void restartsAnywhereChangeNothing(@ForAll long seed) {
    Random random = new Random(seed);
    List<Copy> log = RandomLog.withRepeats(RandomLog.of(random), random);

    assertThat(run(log, random, 0.2).outputs()).isEqualTo(run(log).outputs());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(delimiter = '|', textBlock = """
      an event                  | 0 start a1, 1 play a2, 2 play a2*, 11 ping a3, 12 ping a3*, 13 sessionEnd a4, 20 ticks
      an event, much later      | 0 start a1, 1 play a2, 11 ping a3, 19 ping a4, 20 play a2*, 21 sessionEnd a5, 27 ticks
      the start                 | 0 start a1, 1 play a2, 2 start a1*, 11 sessionEnd a3, 17 ticks
      the end, before it closes | 0 start a1, 1 play a2, 11 sessionEnd a3, 12 sessionEnd a3*, 17 ticks
      what cannot be read       | 0 start a1, 1 rubbish a2, 2 rubbish a2*, 3 play a3, 4 rubbish a2*
      a block                   | 0 start a1, 1 play a2, 2 ping a3, 3 start a1*, 3 play a2*, 3 ping a3*, 4 ping a4
      of either of two gateways | 0 start a1, 1 play b7, 2 ping a2, 3 ping b8, 4 ping a2*, 4 ping b8*, 5 play b7*
      of a gateway long unheard | 0 start a1, 1 play a2, 2 ping b1, 3 ping b2, 4 ping b3, 5 play a2*
      none puts a timeout off   | 0 start a1, 1 sessionComplete a2, 40 ticks, 40 sessionComplete a2*, 62 ticks
      """)
  void aRepeatInAnOpenSessionDoesNothing(String of, String log) {
    assertRepeatsAreTicks(log);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(delimiter = '|', textBlock = """
      an event                  | 0 start a1, 1 play a2, 2 sessionEnd a3, 8 ticks, 9 play a2*
      the start                 | 0 start a1, 1 play a2, 2 sessionEnd a3, 8 ticks, 9 start a1*, 20 ticks
      the end                   | 0 start a1, 1 play a2, 2 sessionEnd a3, 8 ticks, 9 sessionEnd a3*
      all of it                 | 0 start a1, 2 sessionEnd a2, 8 ticks, 9 start a1*, 9 sessionEnd a2*, 20 ticks
      of one that timed out     | 0 start a1, 1 sessionComplete a2, 65 ticks, 66 start a1*, 67 sessionComplete a2*
      of one that fell silent   | 0 start a1, 1 play a2, 605 ticks, 606 start a1*, 607 play a2*
      a batch                   | 0 batch a1, 1 batch a1*, 2 batch a1*
      what came too late        | 0 start a1, 2 sessionEnd a2, 8 ticks, 9 ping a3, 10 ping a3*, 11 sessionEnd a2*
      a second start            | 0 start a1, 2 sessionEnd a2, 8 ticks, 9 start a3, 10 start a3*
      of another gateway        | 0 start a1, 1 play b1, 2 sessionEnd a2, 8 ticks, 9 play b1*, 9 sessionEnd a2*
      """)
  void aRepeatAfterTheCloseDoesNothing(String of, String log) {
    assertRepeatsAreTicks(log);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(delimiter = '|', textBlock = """
      two gateways              | 0 start a5, 1 play b1, 2 ping a6, 3 ping b2, 4 ping a7
      a lower counter elsewhere | 0 start a500, 1 play b1, 2 ping c1, 3 ping b2
      no id at all              | 0 start, 1 play, 1 play, 2 ping, 2 ping
      no id after some          | 0 start a1, 1 play a2, 1 play, 2 ping, 2 ping
      """)
  void whatIsAboveItsGatewaysMarkOrHasNoIdIsNoRepeat(String what, String log) {
    Replay replay = run(ShortLog.of(log));

    assertThat(replay.repeats()).isZero();
    assertThat(replay.outputs()).isEqualTo(run(ShortLog.of(log.replaceAll(" [abc]\\d+", ""))).outputs());
  }

  @ParameterizedTest
  @CsvSource({"start a3, undecodable", "start b1, undecodable", "start, undecodable", "batch a3, undecodable",
    "batch, undecodable", "ping a3, session-not-open", "ping b1, session-not-open", "ping, session-not-open"})
  void whatIsNewInAClosedSessionIsRejected(String late, String reason) {
    Replay replay = run(ShortLog.of("0 start a1, 1 sessionEnd a2, 7 ticks, 8 " + late));

    assertThat(replay.repeats()).isZero();
    assertThat(replay.outputs().getLast().sink()).isEqualTo(Outputs.REJECTED);
    assertThat(replay.outputs().getLast().value()).contains("\"reason\":\"" + reason + "\"");
  }

  @Test
  void aSessionWhoseStateHasNoMarksYetGoesOn() {
    List<Copy> log = ShortLog.of("0 start, 1 play, 11 ping a1, 11 ping a1*, 12 sessionEnd a2, 18 ticks");
    Replay upgraded = run(log.subList(0, 2));
    upgraded.overwrite(Bodies.sid(1), inVersion1(upgraded.state(Bodies.sid(1))));
    upgraded.restart();

    for (int offset = 2; offset < log.size(); offset++) {
      upgraded.accept(log.get(offset).record(), offset);
    }

    assertThat(upgraded.outputs()).isEqualTo(run(log).outputs());
    assertThat(upgraded.repeats()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"59, 0, 1", "60, 1, 0", "500, 1, 0"})
  void aClosedSessionIsRememberedAsLongAsConfigured(int second, int reports, int rejections) {
    try (TestLog log = new TestLog("aggregator.closedMemory=60s")) {
      log.append(0, Bodies.sid(1), RecordHeaders.DOWNLOADED, Bodies.batch(Bodies.sessionStart(0)));
      log.ticks(0, second);
      log.reports();

      log.start(second, 1);

      assertThat(log.reports()).hasSize(reports);
      assertThat(log.rejected()).hasSize(rejections);
    }
  }

  @Test
  void anOutageForgetsNoClosedSession() {
    try (TestLog log = new TestLog("aggregator.closedMemory=60s")) {
      log.append(0, Bodies.sid(1), RecordHeaders.DOWNLOADED, Bodies.batch(Bodies.sessionStart(0)));
      log.reports();

      log.start(3_600, 1);

      assertThat(log.reports()).isEmpty();
    }
  }

  private static void assertRepeatsAreTicks(String text) {
    List<Copy> log = ShortLog.of(text);
    List<Output> expected = run(withTicksForRepeats(log)).outputs();

    Replay replay = run(log);

    assertThat(replay.outputs()).isEqualTo(expected);
    assertThat(replay.repeats()).isEqualTo((int) log.stream().filter(Copy::isRepeat).count());
    assertThat(run(log, new Random(0), 1).outputs()).isEqualTo(expected);
  }

  private static List<Copy> withTicksForRepeats(List<Copy> log) {
    return log.stream()
        .map(copy -> copy.isRepeat() ? new Copy(RandomLog.tick(copy.record().timestamp()), false) : copy)
        .toList();
  }

  /** The same bytes but for the marks, of which there must be none. */
  private static byte[] inVersion1(byte[] state) {
    byte[] rest = Arrays.copyOfRange(state, 1, state.length);
    rest[0] = 1;
    return rest;
  }

  private static Replay run(List<Copy> log) {
    return run(log, new Random(0), 0);
  }

  private static Replay run(List<Copy> log, Random random, double restarts) {
    Replay replay = new Replay(0);
    for (int offset = 0; offset < log.size(); offset++) {
      if (random.nextDouble() < restarts) {
        replay.restart();
      }
      replay.accept(log.get(offset).record(), offset);
    }
    return replay;
  }
}

package io.playhead;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

/** When the reports of a replay are those that there were. A log whose first record left is of 100, and its last of 200. */
class ReportSumsTest {
  private static final LogSpan SPAN = new LogSpan(Map.of(0, 9L), Map.of(0, 100L), Map.of(0, 200L));

  private final ReportSums live = new ReportSums(SPAN);
  private final ReportSums replay = new ReportSums(SPAN);

  @Test
  void theSameReportsOfASessionInTheSameOrderAreEqual() {
    both("a", 110, "start");
    both("a", 120, "close");

    assertThat(live.comparedWith(replay).different()).isEmpty();
    assertThat(live.comparedWith(replay).sessions()).isEqualTo(1);
    assertThat(live.comparedWith(replay).reports()).isEqualTo(2);
  }

  @Test
  void sessionsMayStandInAnyOrderAmongEachOther() {
    live.add(report("a", 110, "start"));
    live.add(report("b", 110, "start"));
    replay.add(report("b", 110, "start"));
    replay.add(report("a", 110, "start"));

    assertThat(live.comparedWith(replay).different()).isEmpty();
  }

  @Test
  void anotherOrderAnotherTimeAndOtherBytesDiffer() {
    live.add(report("order", 110, "one"));
    live.add(report("order", 110, "two"));
    replay.add(report("order", 110, "two"));
    replay.add(report("order", 110, "one"));
    live.add(report("time", 110, "start"));
    replay.add(report("time", 111, "start"));
    live.add(report("bytes", 110, "start"));
    replay.add(report("bytes", 110, "other"));

    assertThat(live.comparedWith(replay).different()).containsExactly("bytes", "order", "time");
  }

  @Test
  void aSessionThatOnlyOneSideHasDiffers() {
    live.add(report("lost", 110, "start"));
    replay.add(report("made up", 110, "start"));

    assertThat(live.comparedWith(replay).different()).containsExactly("lost", "made up");
  }

  @Test
  void aSessionThatBeganBeforeTheLogIsPassedOverIfTheReplayHasNothingOfIt() {
    live.add(report("before", 99, "start"));
    live.add(report("before", 110, "close"));
    live.add(report("both", 99, "start"));
    replay.add(report("both", 110, "close"));

    assertThat(live.comparedWith(replay).before()).isEqualTo(1);
    assertThat(live.comparedWith(replay).different()).containsExactly("both");
  }

  @Test
  void whatIsAsYoungAsTheEndOfTheLogIsNotCompared() {
    live.add(report("a", 200, "start"));

    assertThat(live.comparedWith(replay).different()).isEmpty();
    assertThat(live.comparedWith(replay).reports()).isZero();
  }

  @Test
  void theResultsOfPartitionsAddUp() {
    both("a", 110, "start");
    live.add(report("lost", 110, "start"));
    ReportSums.Result one = live.comparedWith(replay);

    assertThat(ReportSums.Result.NONE.plus(one).plus(one))
        .isEqualTo(new ReportSums.Result(2, 2, 0, Set.of("lost")));
  }

  private void both(String sid, long timestamp, String value) {
    live.add(report(sid, timestamp, value));
    replay.add(report(sid, timestamp, value));
  }

  private static ConsumerRecord<byte[], byte[]> report(String sid, long timestamp, String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    return new ConsumerRecord<>("reports", 0, 0, timestamp, TimestampType.CREATE_TIME, sid.length(), bytes.length,
        sid.getBytes(StandardCharsets.UTF_8), bytes, new RecordHeaders(), Optional.empty());
  }
}

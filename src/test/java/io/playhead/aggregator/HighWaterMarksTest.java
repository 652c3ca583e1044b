package io.playhead.aggregator;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.eventlog.EventId;
import io.playhead.eventlog.EventMarks;
import java.util.List;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HighWaterMarksTest {
  private static final int ONE_MORE = EventMarks.MOST_RUNS + 1;

  @ParameterizedTest
  @CsvSource({"1, 9, true", "1, 10, true", "1, 11, false", "2, 4, true", "2, 5, false", "3, 1, false"})
  void whatIsNotAboveItsRunsMarkIsARepeat(long gateway, long counter, boolean repeat) {
    HighWaterMarks marks = marks(new EventId(1, 3), new EventId(2, 4), new EventId(1, 10));

    assertThat(marks.cover(new EventId(gateway, counter))).isEqualTo(repeat);
  }

  @Test
  void ofTooManyRunsTheOneRaisedLongestAgoIsForgotten() {
    HighWaterMarks marks = HighWaterMarks.NONE;
    for (long gateway = 1; gateway < ONE_MORE; gateway++) {
      marks = marks.raise(new EventId(gateway, 1));
    }

    HighWaterMarks raised = marks.raise(new EventId(1, 2)).raise(new EventId(ONE_MORE, 1));

    assertThat(raised.events().lastRaisedFirst()).hasSize(EventMarks.MOST_RUNS);
    assertThat(raised.cover(new EventId(1, 2))).isTrue();
    assertThat(raised.cover(new EventId(2, 1))).isFalse();
    assertThat(raised.cover(new EventId(3, 1))).isTrue();
  }

  @Test
  void oneMarkTakes13Bytes() {
    StateWriter writer = new StateWriter();
    int before = writer.toBytes().length;

    marks(new EventId(-1, 100_000_000)).writeTo(writer);

    assertThat(writer.toBytes().length - before).isEqualTo(13);
  }

  @Property
  void theyComeBackFromTheirBytes(@ForAll List<Long> numbers) {
    HighWaterMarks marks = marks(numbers.stream().map(number -> new EventId(number, ~number)).toArray(EventId[]::new));
    StateWriter writer = new StateWriter();
    marks.writeTo(writer);

    assertThat(HighWaterMarks.readFrom(new StateReader(writer.toBytes()))).isEqualTo(marks);
  }

  @Property
  void theOrderOfOneRunIsAllThatCounts(@ForAll List<Byte> gateways) {
    EventId[] ids = LongStream.range(0, gateways.size())
        .mapToObj(counter -> new EventId(Math.floorMod(gateways.get((int) counter), 4), counter))
        .toArray(EventId[]::new);

    HighWaterMarks marks = marks(ids);

    assertThat(ids).allMatch(marks::cover);
  }

  private static HighWaterMarks marks(EventId... ids) {
    HighWaterMarks marks = HighWaterMarks.NONE;
    for (EventId id : ids) {
      marks = marks.raise(id);
    }
    return marks;
  }
}

package io.playhead.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.event.EventType;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of what fits among equal {@code ts} (media-metrics §2), a row here for each condition in it. */
class TiesTest {

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      # event         | open             | others that wait            | fits
      adBreakStart    |                  |                             | true
      adBreakStart    | break            |                             | false
      adStart         | break            |                             | true
      adStart         |                  |                             | false
      adStart         | break ad         |                             | false
      adStart         | break            | adBreakStart                | false
      adComplete      | break ad         |                             | true
      adComplete      | break            |                             | false
      adSkip          | break ad         |                             | true
      adSkip          | break            |                             | false
      adSkip          | break ad         | adComplete                  | false
      adBreakComplete | break            |                             | true
      adBreakComplete |                  |                             | false
      adBreakComplete | break ad         |                             | false
      adBreakComplete | break            | adStart                     | false
      adBreakComplete | break            | adStart adBreakStart        | true
      chapterStart    |                  |                             | true
      chapterStart    | chapter          |                             | false
      chapterComplete | chapter          |                             | true
      chapterComplete |                  |                             | false
      chapterSkip     | chapter          |                             | true
      chapterSkip     |                  |                             | false
      play            |                  | pauseStart ping chapterStart | true
      play            |                  | adBreakStart                | false
      play            |                  | adStart                     | false
      play            |                  | adComplete                  | false
      play            |                  | adSkip                      | false
      play            |                  | adBreakComplete             | false
      pauseStart      |                  | adComplete adSkip adBreakComplete | true
      pauseStart      |                  | adBreakStart                | false
      pauseStart      |                  | adStart                     | false
      sessionComplete |                  | sessionEnd                  | true
      sessionComplete |                  | ping                        | false
      sessionEnd      |                  |                             | true
      sessionEnd      |                  | sessionComplete             | false
      ping            | break ad chapter | adStart play                | true
      bufferStart     | break ad chapter | adStart play                | true
      bitrateChange   |                  | sessionComplete             | true
      error           |                  | sessionComplete             | true
      stateStart      |                  | stateEnd                    | true
      stateEnd        |                  | stateStart                  | true
      statesUpdate    |                  | adStart                     | true
      """)
  void whetherAnEventFits(String event, @Nullable String open, @Nullable String others, boolean fits) {
    List<EventType> waiting = Stream.concat(Stream.of(event), words(others).stream())
        .map(name -> EventType.of(name).orElseThrow()).toList();
    List<String> items = words(open);

    assertThat(new Ties(waiting).fits(waiting.getFirst(),
        new Open(items.contains("break"), items.contains("ad"), items.contains("chapter")))).isEqualTo(fits);
  }

  private static List<String> words(@Nullable String cell) {
    return cell == null ? List.of() : Arrays.asList(cell.split(" ", -1));
  }
}

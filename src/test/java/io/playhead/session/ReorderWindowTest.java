package io.playhead.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The order in which waiting events are taken out (media-metrics §2). */
class ReorderWindowTest {

  private static final Open NOTHING = new Open(false, false, false);

  private final ReorderWindow window = new ReorderWindow();

  private void add(String type, double second, long logTime) {
    window.add(new Arrival(Events.of(type, second, 0), logTime, 0));
  }

  @Test
  void theyComeOutByTs() {
    add("ping", 3, 0);
    add("pauseStart", 1, 1);
    add("play", 2, 2);

    assertThat(types()).containsExactly("pauseStart", "play", "ping");
  }

  @Test
  void equalsComeOutByArrivalIfAllFit() {
    add("ping", 1, 0);
    add("error", 1, 0);
    add("bitrateChange", 1, 0);

    assertThat(types()).containsExactly("ping", "error", "bitrateChange");
  }

  @Test
  void equalsComeOutByArrivalIfNoneFits() {
    add("adComplete", 1, 0);
    add("chapterComplete", 1, 0);

    assertThat(types()).containsExactly("adComplete", "chapterComplete");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      # as they arrived                                                       | as they are applied
      play adBreakComplete adComplete adStart adBreakStart                     | adBreakStart adStart adComplete adBreakComplete play
      adBreakStart adComplete adStart pauseStart adBreakComplete play          | adBreakStart adStart adComplete pauseStart adBreakComplete play
      sessionEnd sessionComplete ping                                          | ping sessionComplete sessionEnd
      chapterComplete chapterStart                                             | chapterStart chapterComplete
      adStart adSkip adComplete adBreakComplete adBreakStart                   | adBreakStart adStart adComplete adBreakComplete adSkip
      """)
  void equalsComeOutAsTheyFit(String arrived, String applied) {
    for (String type : arrived.split(" ", -1)) {
      add(type, 1, 0);
    }

    List<String> types = new ArrayList<>();
    Open open = NOTHING;
    while (!window.isEmpty()) {
      String type = window.next(open).event().type().wireName();
      types.add(type);
      open = after(type, open);
    }
    assertThat(types).isEqualTo(Arrays.asList(applied.split(" ", -1)));
  }

  private static Open after(String type, Open open) {
    return switch (type) {
      case "adBreakStart" -> new Open(true, false, open.chapter());
      case "adBreakComplete" -> new Open(false, false, open.chapter());
      case "adStart" -> new Open(open.adBreak(), open.adBreak(), open.chapter());
      case "adComplete" -> new Open(open.adBreak(), false, open.chapter());
      case "chapterStart" -> new Open(open.adBreak(), open.ad(), true);
      default -> open;
    };
  }

  @Test
  void oneMoreThan32IsTooMany() {
    for (int i = 0; i < 32; i++) {
      add("ping", i, 0);
    }
    assertThat(window.isOverfull()).isFalse();

    add("ping", 33, 0);
    assertThat(window.isOverfull()).isTrue();
  }

  @Test
  void theFirstToArriveIsTheFirstToExpire() {
    add("ping", 2, 1_000);
    add("ping", 1, 3_000);

    assertThat(window.firstExpiry()).isEqualTo(6_000);
  }

  @Test
  void silentEventsAreNoReasonToWake() {
    add("ping", 1, 1_000);
    assertThat(window.firstVisibleExpiry()).isEqualTo(Long.MAX_VALUE);

    add("adStart", 2, 3_000);
    assertThat(window.firstVisibleExpiry()).isEqualTo(8_000);
  }

  @Test
  void aSilentEventThatSortsBehindBringsTheOthersWithIt() {
    add("ping", 3, 1_000);
    add("adStart", 2, 3_000);

    assertThat(window.firstVisibleExpiry()).isEqualTo(6_000);
  }

  private List<String> types() {
    List<String> types = new ArrayList<>();
    while (!window.isEmpty()) {
      types.add(window.next(NOTHING).event().type().wireName());
    }
    return types;
  }
}

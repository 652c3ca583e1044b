package io.playhead.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Exact means (media-metrics §5.2). */
class WeightedMeanTest {

  private final WeightedMean mean = new WeightedMean();

  @Test
  void withoutWeightThereIsNone() {
    mean.add(800, 0);

    assertThat(mean.value()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      # value | weight | value | weight | mean
      800     | 1      | 900   | 1      | 850
      800     | 3      | 900   | 1      | 825
      1       | 1      | 2     | 1      | 2
      1       | 2      | 2     | 1      | 1
      1       | 1      | 2     | 2      | 2
      """)
  void itIsWeightedAndRoundedHalfUp(long first, long firstWeight, long second, long secondWeight, long expected) {
    mean.add(first, firstWeight);
    mean.add(second, secondWeight);

    assertThat(mean.value()).hasValue(expected);
  }

  @Test
  void sumsBeyond64BitsStayExact() {
    for (int i = 0; i < 10; i++) {
      mean.add(1_000_000_000_000_000L, 86_400_000);
    }
    mean.add(999_999_999_999_998L, 864_000_000);

    assertThat(mean.value()).hasValue(999_999_999_999_999L);
  }

  @Test
  void itGoesOnWhereItWasLeft() {
    mean.add(Long.MAX_VALUE, 3);
    StateBuffer state = new StateBuffer();
    mean.writeTo(state);
    WeightedMean read = WeightedMean.readFrom(state);
    read.add(Long.MAX_VALUE, 3);

    assertThat(read.value()).hasValue(Long.MAX_VALUE);
  }
}

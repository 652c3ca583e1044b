package io.playhead.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.event.EventType;
import io.playhead.event.MediaEvent;
import io.playhead.event.Params;
import io.playhead.event.QoeData;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bitrate, frames, time to start and errors (media-metrics §5.2). */
class QualityTest {

  private final Quality quality = new Quality();

  private static QoeData bitrate(long bitrate) {
    return new QoeData(OptionalLong.of(bitrate), OptionalLong.empty(), OptionalLong.empty(), OptionalDouble.empty(),
        Optional.empty(), Optional.empty());
  }

  private static QoeData timeToStart(long millis) {
    return new QoeData(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.of(millis), OptionalDouble.empty(),
        Optional.empty(), Optional.empty());
  }

  @Test
  void theMeanBitrateIsWeightedByTimeAndRoundedHalfUp() {
    quality.hold(bitrate(100));
    quality.credit(1);
    quality.hold(bitrate(101));
    quality.credit(1);

    assertThat(quality.bitrateAverage()).hasValue(101);
  }

  @Test
  void anUnknownBitrateWeighsNothing() {
    quality.credit(5);
    quality.hold(bitrate(800));
    quality.credit(1);
    quality.hold(bitrate(0));
    quality.credit(5);

    assertThat(quality.bitrateAverage()).hasValue(800);
  }

  @Test
  void aBitrateNeverKnownWhilePlayingHasNoMean() {
    quality.hold(bitrate(800));

    assertThat(quality.bitrateAverage()).isEmpty();
  }

  @Test
  void hugeBitratesDoNotOverflow() {
    quality.hold(bitrate(1_000_000_000_000_000L));
    quality.credit(6_000_000_000L);
    quality.credit(6_000_000_000L);

    assertThat(quality.bitrateAverage()).hasValue(1_000_000_000_000_000L);
  }

  @ParameterizedTest
  @CsvSource({"0, 800, true", "800, 800, false", "800, 900, true", "800, 0, true", "0, 0, false"})
  void knownAndUnknownAreDifferentBitrates(long before, long after, boolean changes) {
    quality.hold(bitrate(before));

    assertThat(quality.changesBitrate(bitrate(after))).isEqualTo(changes);
    assertThat(quality.changesBitrate(QoeData.NONE)).isFalse();
  }

  @Test
  void timeToStartIsTheFirstAbove0() {
    quality.hold(timeToStart(0));
    assertThat(quality.timeToStart()).isEmpty();

    quality.hold(timeToStart(1_200));
    quality.hold(timeToStart(2_000));
    assertThat(quality.timeToStart()).hasValue(1_200);
  }

  @Test
  void framesAreTheLastSent() {
    quality.hold(new QoeData(OptionalLong.empty(), OptionalLong.of(7), OptionalLong.empty(),
        OptionalDouble.of(29.97), Optional.empty(), Optional.empty()));
    quality.hold(QoeData.NONE);

    assertThat(quality.droppedFrames()).hasValue(7);
    assertThat(quality.framesPerSecond()).hasValue(29.97);
  }

  @Test
  void framesNeverSentAreAbsent() {
    assertThat(quality.droppedFrames()).isEmpty();
    assertThat(quality.framesPerSecond()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
      # qoe id | qoe source | params id | params source | player | external
      q        | -          | -         | -             | q      | -
      -        | -          | p         | -             | p      | -
      q        | -          | p         | -             | q      | -
      ''       | -          | p         | -             | -      | -
      -        | -          | -         | external      | -      | -
      q        | external   | -         | -             | -      | q
      -        | -          | p         | external      | -      | p
      q        | player     | -         | external      | q      | -
      q        | -          | -         | External      | q      | -
      """)
  void qualityDataWinsOverParams(@Nullable String qoeId, @Nullable String qoeSource, @Nullable String id,
      @Nullable String source, @Nullable String player, @Nullable String external) {
    quality.addError(error(qoeId, qoeSource, id, source));

    assertThat(quality.errors().player()).isEqualTo(Optional.ofNullable(player).stream().toList());
    assertThat(quality.errors().external()).isEqualTo(Optional.ofNullable(external).stream().toList());
    assertThat(quality.errors().count()).isEqualTo(1);
  }

  @Test
  void atMost20DistinctErrorsAreNamed() {
    for (int i = 0; i < 25; i++) {
      quality.addError(error("e" + i, null, null, null));
      quality.addError(error("e" + i, null, null, null));
    }

    assertThat(quality.errors().player()).hasSize(20).startsWith("e0", "e1").endsWith("e19");
    assertThat(quality.errors().count()).isEqualTo(50);
  }

  private static MediaEvent error(@Nullable String qoeId, @Nullable String qoeSource, @Nullable String id,
      @Nullable String source) {
    MediaEvent event = Events.of(EventType.ERROR, 0, 0,
        new Params.Failure(Optional.ofNullable(id), Optional.ofNullable(source)));
    return Events.withQoe(event, new QoeData(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty(),
        OptionalDouble.empty(), Optional.ofNullable(qoeId), Optional.ofNullable(qoeSource)));
  }
}

package io.playhead.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What live counts go by (media-metrics §8). */
class AudienceTest {
  private static Audience named(String name) {
    return new Audience(Optional.of(name), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  @Test
  void aTextOfMoreThan200CharactersIsCut() {
    assertThat(named("x".repeat(200)).name()).contains("x".repeat(200));
    assertThat(named("x".repeat(200) + "y")).isEqualTo(named("x".repeat(200) + "z"));
  }

  @Test
  void noCharacterIsCutInTwo() {
    assertThat(named("x".repeat(199) + "😀").name()).contains("x".repeat(199));
  }

  @Test
  void anEmptyTextIsNone() {
    assertThat(named("").name()).isEmpty();
  }

  @Test
  void theyAreOrderedByTheirTexts() {
    Audience withChannel =
        new Audience(Optional.of("a"), Optional.of("b"), Optional.empty(), Optional.empty(), Optional.empty());

    assertThat(named("a")).isLessThan(withChannel);
    assertThat(withChannel).isLessThan(named("b"));
  }
}

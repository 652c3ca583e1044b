package io.playhead.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.session.Recency.Kind;
import org.junit.jupiter.api.Test;

/** Late events and the newer ones of their kind (media-metrics §2). */
class RecencyTest {

  private final Recency recency = new Recency();

  @Test
  void anOlderEventIsSuperseded() {
    recency.admits(Kind.AD, 10);

    assertThat(recency.admits(Kind.AD, 9)).isFalse();
  }

  @Test
  void anEqualOneIsNot() {
    recency.admits(Kind.AD, 10);

    assertThat(recency.admits(Kind.AD, 10)).isTrue();
  }

  @Test
  void kindsDoNotSupersedeOneAnother() {
    recency.admits(Kind.AD, 10);

    assertThat(recency.admits(Kind.AD_BREAK, 9)).isTrue();
    assertThat(recency.admits(Kind.CHAPTER, 9)).isTrue();
    assertThat(recency.admits(Kind.PLAY_STATE, 9)).isTrue();
  }

  @Test
  void aResetForgetsThemAll() {
    recency.admits(Kind.AD, 10);
    recency.reset();

    assertThat(recency.admits(Kind.AD, 0)).isTrue();
  }
}

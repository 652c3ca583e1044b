package io.playhead.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.report.StateDetails;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Player states by name (media-metrics §§2, 5.3). */
class PlayerStatesTest {

  private final PlayerStates states = new PlayerStates();

  private void start(String name, long ts) {
    states.update(List.of(), List.of(name), ts);
  }

  private void end(String name, long ts) {
    states.update(List.of(name), List.of(), ts);
  }

  @Test
  void theyAreListedByName() {
    start("mute", 0);
    start("fullscreen", 0);
    states.credit(5);
    end("mute", 1);
    states.credit(7);

    assertThat(states.details()).containsExactly(new StateDetails("fullscreen", 1, 12), new StateDetails("mute", 1, 5));
  }

  @Test
  void aStartOfAnActiveStateIsIgnored() {
    start("mute", 0);
    start("mute", 1);

    assertThat(states.details()).containsExactly(new StateDetails("mute", 1, 0));
  }

  @Test
  void anEndOfAnInactiveStateIsIgnored() {
    end("mute", 0);

    assertThat(states.details()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"fullScreen, fullscreen", "CLOSEDCAPTIONING, closedcaptioning", "Mute, mute",
    "pictureInPicture, pictureinpicture", "inFocus, infocus", "MyState, MyState"})
  void onlyStandardNamesFoldToLowerCase(String sent, String name) {
    start(sent, 0);

    assertThat(states.details()).extracting(StateDetails::name).containsExactly(name);
  }

  @Test
  void theEleventhNameIsIgnored() {
    for (int i = 0; i < 11; i++) {
      start("state" + i, i);
    }

    assertThat(states.details()).hasSize(10).noneMatch(state -> state.name().equals("state10"));
  }

  @Test
  void onlyAStartTakesAPlace() {
    for (int i = 0; i < 30; i++) {
      end("ended" + i, i);
    }
    for (int i = 0; i < 10; i++) {
      start("state" + i, i);
    }

    assertThat(states.details()).hasSize(10);
  }

  @Test
  void anUpdateEndsFirst() {
    start("mute", 0);
    states.update(List.of("mute"), List.of("mute"), 1);

    assertThat(states.details()).containsExactly(new StateDetails("mute", 2, 0));
  }

  @Test
  void aNewerEventOfTheSameNameSupersedes() {
    end("mute", 10);
    start("mute", 9);
    start("fullscreen", 9);

    assertThat(states.details()).extracting(StateDetails::name).containsExactly("fullscreen");
  }

  @Test
  void aClockResetForgetsWhatWasNewer() {
    end("mute", 10);
    states.resetRecency();
    start("mute", 9);

    assertThat(states.details()).hasSize(1);
  }
}

package io.playhead.dev;

import java.util.ArrayList;
import java.util.List;

/** A viewer's choices of player states: mute, full screen and so on. */
final class PlayerStateChoices {
  private static final List<String> NAMES =
      List.of("mute", "fullScreen", "closedCaptioning", "pictureInPicture", "inFocus", "theatre.mode");

  private final Chance chance;
  private final ViewerScript script;
  private final List<String> active = new ArrayList<>();

  PlayerStateChoices(Chance chance, ViewerScript script) {
    this.chance = chance;
    this.script = script;
  }

  /** Starts one, ends one, or both at once; some players also start what is active already. */
  void change() {
    String name = chance.pick(NAMES);
    if (active.isEmpty() || chance.of(40)) {
      script.startState(name);
      active.add(name);
      return;
    }
    String other = active.removeFirst();
    if (chance.of(50) || name.equals(other)) {
      script.endState(other);
    } else {
      script.switchStates(other, name);
      active.add(name);
    }
  }
}

package io.playhead.faults;

import java.util.List;
import java.util.Optional;

/**
 * A session as its player lived it.
 *
 * @param script the number of its {@link Script}
 * @param sid its id; empty if it could not be started
 * @param calls in the order in which they were made
 */
record Played(int script, Optional<String> sid, List<Call> calls) {
  /** Takes a copy. */
  Played {
    calls = List.copyOf(calls);
  }

  /** Whether every event was answered as kept: then its reports are known. */
  boolean undisturbed() {
    return calls.stream().allMatch(Call::kept);
  }
}

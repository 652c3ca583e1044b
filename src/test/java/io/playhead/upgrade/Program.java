package io.playhead.upgrade;

import io.playhead.Playhead;
import java.util.List;
import java.util.Optional;

/**
 * A version of the program.
 *
 * @param arguments of the JVM, with which it runs
 */
record Program(List<String> arguments) {
  private static final String PREVIOUS = "playhead.previous";

  /** The version that was built with these tests. */
  static Program current() {
    return new Program(List.of("-cp", System.getProperty("java.class.path"), Playhead.class.getName()));
  }

  /** The one whose jar is named by the system property {@code playhead.previous}; without it the current one again. */
  static Program previous() {
    return Optional.ofNullable(System.getProperty(PREVIOUS)).map(jar -> new Program(List.of("-jar", jar)))
        .orElseGet(Program::current);
  }
}

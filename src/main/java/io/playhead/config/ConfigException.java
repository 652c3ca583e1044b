package io.playhead.config;

import java.util.List;

/** Says that the configuration cannot be used: each problem names the key, what was expected, found, and from where. */
public final class ConfigException extends RuntimeException {
  private final List<String> problems;

  /** Made of at least one problem, each a line. */
  public ConfigException(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = List.copyOf(problems);
  }

  /** All that is wrong, a line each. */
  public List<String> problems() {
    return problems;
  }
}

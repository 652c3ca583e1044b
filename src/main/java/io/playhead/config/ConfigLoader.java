package io.playhead.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes the configuration of its sources: built-in defaults, then a YAML file, then environment variables, then
 * assignments of the command line; each is stronger than those before it (design §3).
 */
public final class ConfigLoader {
  private ConfigLoader() {}

  /**
   * Loads and checks the configuration.
   *
   * @param commandDefaults {@code key=value} each: defaults of a command in place of the built-in ones
   * @param file a YAML file, if any
   * @param environment the environment variables; those that start with {@code PLAYHEAD__} count
   * @param assignments {@code key=value} each; lists are separated by commas
   * @throws ConfigException with all problems: unknown keys, wrong types, values out of range
   */
  public static EffectiveConfig load(List<String> commandDefaults, Optional<Path> file,
      Map<String, String> environment, List<String> assignments) {
    var reader = new ConfigReader(new ConfigKeys());
    reader.readDefaults();
    commandDefaults.forEach(assignment -> reader.readAssignment(assignment, "the command's defaults"));
    file.ifPresent(reader::readFile);
    reader.readEnvironment(environment);
    assignments.forEach(assignment -> reader.readAssignment(assignment, "--set"));

    PlayheadConfig config = reader.config();
    var problems = new ArrayList<>(reader.problems());
    ConfigRules.violations(config)
        .forEach(violation -> problems.add(reader.problem(violation.key(), violation.expected())));
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return new EffectiveConfig(config, reader.origins());
  }

  /** The built-in defaults, changed by {@code key=value} assignments. */
  public static PlayheadConfig defaults(String... assignments) {
    return load(List.of(), Optional.empty(), Map.of(), List.of(assignments)).config();
  }
}

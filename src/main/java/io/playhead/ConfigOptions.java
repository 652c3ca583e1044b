package io.playhead;

import io.playhead.config.ConfigLoader;
import io.playhead.config.EffectiveConfig;
import io.playhead.config.PlayheadConfig;
import io.playhead.ops.Logging;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options by which every command takes its configuration; a mixin. */
final class ConfigOptions {
  private final Map<String, String> environment;

  @Option(names = "--config", paramLabel = "FILE", description = "A YAML file; it needs only what differs from the defaults.")
  private @Nullable Path file;

  @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Sets one key, such as http.port=9000; stronger than file and environment. Can be repeated.")
  private final List<String> assignments = new ArrayList<>();

  ConfigOptions(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /**
   * Loads and checks the configuration.
   *
   * @param commandDefaults {@code key=value} each: defaults of the command in place of the built-in ones
   * @throws io.playhead.config.ConfigException with all that is wrong
   */
  EffectiveConfig effective(String... commandDefaults) {
    return ConfigLoader.load(List.of(commandDefaults), Optional.ofNullable(file), environment, assignments);
  }

  /** Loads and checks the configuration as {@link #effective} does, and sets up logging by it. */
  PlayheadConfig load(String... commandDefaults) {
    PlayheadConfig config = effective(commandDefaults).config();
    Logging.configure(config.logging());
    return config;
  }
}

package io.playhead;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the effective configuration. */
@Command(name = "config", description = "Prints the effective configuration as YAML, secrets masked, and where values came from.")
final class ConfigCommand implements Runnable {
  @Mixin
  private final ConfigOptions options;

  @Spec
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  private CommandSpec spec;

  ConfigCommand(ConfigOptions options) {
    this.options = options;
  }

  @Override
  public void run() {
    spec.commandLine().getOut().print(options.effective().toYaml());
    spec.commandLine().getOut().flush();
  }
}

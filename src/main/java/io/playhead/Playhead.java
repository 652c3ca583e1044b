package io.playhead;

import io.playhead.config.ConfigException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The program. Exit codes: 0; 2 for a usage or configuration error, with a clear line for each on standard error; 1 for
 * any other failure.
 */
@Command(name = "playhead", description = "A self-hosted back end for the Media Collection API.", mixinStandardHelpOptions = true, versionProvider = Playhead.Version.class, synopsisSubcommandLabel = "COMMAND", scope = CommandLine.ScopeType.INHERIT)
public final class Playhead {
  private Playhead() {}

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] args) {
    System.exit(commandLine(System.getenv()).execute(args));
  }

  /** The command line with all commands, which read their configuration from that environment too. */
  static CommandLine commandLine(Map<String, String> environment) {
    var commandLine = new CommandLine(new Playhead());
    List.of(new DevCommand(new ConfigOptions(environment)), new GatewayCommand(new ConfigOptions(environment)),
        new AggregatorCommand(new ConfigOptions(environment)), new ReportsCommand(new ConfigOptions(environment)),
        new DrainCommand(new ConfigOptions(environment)),
        new TopicsCommand(new ConfigOptions(environment)), new CompareCommand(new ConfigOptions(environment)),
        new ConfigCommand(new ConfigOptions(environment)),
        new TailCommand(new ConfigOptions(environment))).forEach(commandLine::addSubcommand);
    return commandLine.setParameterExceptionHandler(Playhead::usageError)
        .setExecutionExceptionHandler(Playhead::failure);
  }

  private static int usageError(CommandLine.ParameterException error, String[] args) {
    PrintWriter err = error.getCommandLine().getErr();
    err.println(oneLine(error) + " (try " + error.getCommandLine().getCommandSpec().qualifiedName() + " --help)");
    return CommandLine.ExitCode.USAGE;
  }

  private static int failure(Exception error, CommandLine command, CommandLine.ParseResult parsed) {
    if (error instanceof ConfigException configuration) {
      configuration.problems().forEach(command.getErr()::println);
      return CommandLine.ExitCode.USAGE;
    }
    Optional<String> kafka = kafkaSetting(error);
    if (kafka.isPresent()) {
      command.getErr().println("kafka: " + kafka.get());
      return CommandLine.ExitCode.USAGE;
    }
    command.getErr().println(oneLine(error));
    LoggerFactory.getLogger(Playhead.class).debug("{} failed", command.getCommandName(), error);
    return CommandLine.ExitCode.SOFTWARE;
  }

  /** What Kafka's clients say of settings that they cannot work with; they name them by their own names. */
  private static Optional<String> kafkaSetting(Throwable error) {
    return causes(error).filter(org.apache.kafka.common.config.ConfigException.class::isInstance)
        .map(Throwable::getMessage).findFirst();
  }

  private static Stream<Throwable> causes(Throwable error) {
    return Stream.iterate(error, Objects::nonNull, Throwable::getCause);
  }

  /** The messages of an error and of its causes, which often hold the point: Kafka's clients only "failed". */
  private static String oneLine(Throwable error) {
    return causes(error)
        .map(each -> Objects.requireNonNullElseGet(each.getMessage(), each::toString)).distinct()
        .collect(Collectors.joining(": ")).replaceAll("\\s*\\R\\s*", " ");
  }

  /** The version of the jar, from its manifest. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Playhead.class.getPackage().getImplementationVersion();
      return new String[]{"playhead " + (version == null ? "(not packaged)" : version)};
    }
  }
}

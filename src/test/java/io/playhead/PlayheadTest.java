package io.playhead;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlayheadTest {
  @Test
  void helpListsTheCommands() {
    Cli help = Cli.run("--help");
    assertThat(help.exitCode()).isZero();
    assertThat(help.out()).contains("Usage: playhead", "config", "topics", "tail");
  }

  @Test
  void helpOfACommandListsItsOptions() {
    Cli help = Cli.run("tail", "--help");
    assertThat(help.exitCode()).isZero();
    assertThat(help.out()).contains("Usage: playhead tail", "--config", "--set", "--from-beginning", "--idle-exit");
  }

  @Test
  void versionIsOneLine() {
    Cli version = Cli.run("--version");
    assertThat(version.exitCode()).isZero();
    assertThat(version.out()).startsWith("playhead ").hasLineCount(1);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      ''                          | Missing required subcommand
      dance                       | Unmatched argument at index 0: 'dance'
      config --loud               | Unknown option: '--loud'
      tail                        | Missing required parameter: 'TOPIC'
      tail a --max many           | Invalid value for option '--max'
      tail a --max 0              | --max is at least 1
      tail a --idle-exit -1       | --idle-exit at least 0
      config --set http.port      | --set: expected key=value, was "http.port"
      config --set http.port=abc  | http.port: expected a whole number, was "abc" (from --set)
      topics --set http.prot=1    | http.prot: no such key, did you mean http.port? (from --set)
      tail a --config nofile.yaml | --config: expected a readable file, nofile.yaml does not exist
      """)
  void aUsageOrConfigurationErrorIsOneLineAndExitCode2(String args, String message) {
    Cli run = Cli.run(args.isEmpty() ? new String[0] : args.split(" "));
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains(message).hasLineCount(1);
    assertThat(run.out()).isEmpty();
  }

  @Test
  void eachConfigurationErrorIsALine() {
    Cli run = Cli.run("config", "--set", "http.port=abc", "--set", "topics.partitions=0");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).hasLineCount(2);
  }

  @Test
  void configPrintsWhatIsInEffectAndWhereItCameFrom(@TempDir Path directory) throws Exception {
    Path file = Files.writeString(directory.resolve("playhead.yaml"), "http: {port: 9000}");
    Cli run = Cli.run(Map.of("PLAYHEAD__MANAGEMENT__PORT", "9001"), "config", "--config", file.toString(), "--set",
        "session.keys=1:00112233445566778899aabbccddeeff", "--set=kafka.producer.linger.ms=5");
    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out().lines()).contains("  port: 9000  # from file " + file,
        "  port: 9001  # from environment variable PLAYHEAD__MANAGEMENT__PORT", "  keys: \"***\"  # from --set",
        "    linger.ms: \"5\"  # from --set", "  partitions: 24");
  }
}

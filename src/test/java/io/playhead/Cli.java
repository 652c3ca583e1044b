package io.playhead;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import picocli.CommandLine;

/**
 * What an invocation of the program gave.
 *
 * @param exitCode its exit code
 * @param out what it printed on standard output
 * @param err what it printed on standard error
 */
record Cli(int exitCode, String out, String err) {
  static Cli run(String... args) {
    return run(Map.of(), args);
  }

  static Cli run(Map<String, String> environment, String... args) {
    var out = new StringWriter();
    var err = new StringWriter();
    CommandLine commandLine =
        Playhead.commandLine(environment).setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    int exitCode = commandLine.execute(args);
    commandLine.getOut().flush();
    commandLine.getErr().flush();
    return new Cli(exitCode, out.toString(), err.toString());
  }
}

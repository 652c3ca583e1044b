package io.playhead.loadtest;

import io.playhead.loadtest.Tally.Figures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A run in one line of a table.
 *
 * @param closed close reports, or a dash if nobody looked
 */
record Summary(String simulation, Figures calls, int ended, String closed) {
  private static final String HEADER = "%-16s%10s%8s%9s%9s%16s%15s%n".formatted("simulation", "requests", "errors",
      "p50 ms", "p99 ms", "sessions ended", "close reports");

  /** Prints the line, and adds it to the table in a file, which is made if it does not exist. */
  void publish(Path file) {
    String line = "%-16s%10d%8d%9d%9d%16d%15s%n".formatted(simulation, calls.calls(), calls.failed(), calls.p50(),
        calls.p99(), ended, closed);
    System.out.print(HEADER + line);
    try {
      Files.writeString(file, Files.exists(file) ? line : HEADER + line, StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }
}

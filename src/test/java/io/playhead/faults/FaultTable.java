package io.playhead.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The outcomes of a run, printed at its end as a table in Markdown. */
final class FaultTable implements AutoCloseable {
  private static final String HEAD =
      """
          | fault                                                      | answered | lost | twice in log | twice in reports | refused | unanswered | longest answer | peak RSS |
          |------------------------------------------------------------|---------:|-----:|-------------:|-----------------:|--------:|-----------:|---------------:|---------:|
          """;

  private final List<Outcome> outcomes = new ArrayList<>();

  synchronized void add(Outcome outcome) {
    outcomes.add(outcome);
  }

  /** Prints the table. */
  @Override
  public synchronized void close() {
    StringBuilder table = new StringBuilder(HEAD);
    for (Outcome outcome : outcomes) {
      table.append(String.format(Locale.ROOT,
          "| %-58s | %8d | %4d | %12d | %16d | %7d | %10d | %14d | %8d |%n", outcome.fault(), outcome.answered(),
          outcome.log().lost().size(),
          outcome.log().repeats(), outcome.reports().repeats(), outcome.refused(), outcome.unanswered(),
          outcome.longestAnswer(), outcome.peakMemory()));
    }
    System.out.println("\nFaults (answers in milliseconds, memory in MiB):\n\n" + table);
  }
}

package io.playhead.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.assertj.core.api.SoftAssertions;

/**
 * What came of a fault.
 *
 * @param fault what was done
 * @param calls all calls of all players
 * @param gatewayLog what the gateway wrote meanwhile
 * @param peakMemory the most memory that it has had, in MiB
 */
record Outcome(String fault, List<Call> calls, LogAudit log, ReportAudit reports, String gatewayLog,
    long peakMemory) {

  /** Vert.x's checker of blocked threads, and what no fault should bring forth. */
  private static final Pattern ALARM = Pattern.compile("has been blocked for|OutOfMemoryError|^\\s+at [\\w.$/]+\\(");

  /** Takes a copy. */
  Outcome {
    calls = List.copyOf(calls);
  }

  long answered() {
    return calls.stream().filter(Call::kept).count();
  }

  long refused() {
    return calls.stream().filter(Call::refused).count();
  }

  long unanswered() {
    return calls.stream().filter(Call::unanswered).count();
  }

  /** The longest that a player waited for an answer, in milliseconds. */
  long longestAnswer() {
    return calls.stream().filter(call -> !call.unanswered()).mapToLong(Call::millis).max().orElse(0);
  }

  /** Fails unless every promise held: what each fault must leave untouched. */
  void assertEveryPromiseHeld() {
    SoftAssertions promises = new SoftAssertions();
    promises.assertThat(answered()).as("events answered as kept").isPositive();
    promises.assertThat(log.lost()).as("answered as kept, but not in the log").isEmpty();
    promises.assertThat(log.keptTwice()).as("in the log under two ids").isEmpty();
    promises.assertThat(log.unknown()).as("in the log, but never sent").isEmpty();
    promises.assertThat(log.outOfOrder()).as("in the log out of order").isEmpty();
    promises.assertThat(reports.wrong()).as("reports unlike those of the undisturbed run").isEmpty();
    promises.assertThat(reports.repeats()).as("reports that came twice").isZero();
    promises.assertThat(unexpected()).as("answers that the contract does not know").isEmpty();
    promises.assertThat(alarms()).as("the gateway's log").isEmpty();
    promises.assertAll();
  }

  private List<Call> unexpected() {
    return calls.stream()
        .filter(call -> !call.kept() && !call.unanswered() && !(call.refused() && call.retryAfter().isPresent()))
        .toList();
  }

  private List<String> alarms() {
    List<String> alarms = new ArrayList<>();
    gatewayLog.lines().filter(line -> ALARM.matcher(line).find()).forEach(alarms::add);
    return alarms;
  }
}

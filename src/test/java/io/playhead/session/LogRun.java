package io.playhead.session;

import io.playhead.event.EventType;
import io.playhead.event.MediaEvent;
import io.playhead.report.Report;
import io.playhead.report.ReportWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A partition's log with one session in it, and the ways to run through it. */
record LogRun(List<LogRecord> log) {

  /**
   * A record of the log.
   *
   * @param event none in a tick
   */
  record LogRecord(long appended, Optional<MediaEvent> event) {
    private LogPosition record() {
      return Events.record(appended);
    }
  }

  /** When the session is called between its records; nothing may come of the difference. */
  enum Calls {
    /** With every record, ticks included. */
    AT_EVERY_RECORD,
    /** When a deadline is due, as the aggregator does. */
    AT_DEADLINES,
    /** When a deadline is due; and written and read back after every record. */
    REBUILT_EACH_TIME
  }

  /** Adds ticks, one a second, for as long as it takes any session to close. */
  LogRun untilClosed(int seconds) {
    List<LogRecord> longer = new ArrayList<>(log);
    long last = log.getLast().appended();
    for (int second = 1; second <= seconds; second++) {
      longer.add(new LogRecord(last + second * 1000L, Optional.empty()));
    }
    return new LogRun(longer);
  }

  /** The same log, stopped for an hour before that record. */
  LogRun stoppedBefore(int index) {
    List<LogRecord> stopped = new ArrayList<>(log.subList(0, index));
    for (LogRecord entry : log.subList(index, log.size())) {
      stopped.add(new LogRecord(entry.appended() + 3_600_000, entry.event()));
    }
    return new LogRun(stopped);
  }

  /** Everything that comes out, in order: reports as JSON, and what was rejected. */
  List<String> output(Calls calls) {
    List<String> output = new ArrayList<>();
    ReportWriter writer = new ReportWriter();
    for (Object out : run(calls)) {
      output.add(out instanceof Report report
          ? new String(writer.write(report), StandardCharsets.UTF_8)
          : out.toString());
    }
    return output;
  }

  /** The same but for when its records were appended. */
  List<String> outputBut(Calls calls) {
    return output(calls).stream()
        .map(json -> json.replaceFirst("\"loggedAt\":\\d+,", "").replaceFirst("\"log\":\\{[^}]*\\},", "")).toList();
  }

  private List<Object> run(Calls calls) {
    List<Object> output = new ArrayList<>();
    LogClock clock = new LogClock();
    Optional<Session> open = Optional.empty();
    LoggedStart start = new LoggedStart(log.getFirst().event().orElseThrow(), Optional.of(log.getFirst().record()));
    for (LogRecord entry : log) {
      long now = clock.advance(entry.appended());
      if (open.isPresent()) {
        keep(advance(open.get(), now, entry, calls), output);
        open = open.filter(session -> session.closed().isEmpty());
      }
      if (entry.event().isPresent()) {
        open = handle(open, new Arrival(entry.event().get(), now, 0), entry.record(), output);
      }
      if (calls == Calls.REBUILT_EACH_TIME) {
        open = open.map(session -> rebuilt(session, start));
      }
    }
    return output;
  }

  private static Optional<Session> handle(Optional<Session> open, Arrival arrival, LogPosition record,
      List<Object> output) {
    if (arrival.event().type() == EventType.SESSION_START) {
      Session session = Session.start("sid", arrival, record);
      output.add(session.startReport(record));
      return Optional.of(session);
    }
    if (open.isEmpty()) {
      output.add(arrival.event());
      return open;
    }
    keep(open.get().arrive(arrival, record), output);
    return open.filter(session -> session.closed().isEmpty());
  }

  private static Outcome advance(Session session, long now, LogRecord entry, Calls calls) {
    if (calls == Calls.AT_EVERY_RECORD) {
      return session.advance(now, entry.record());
    }
    Outcome.Builder all = new Outcome.Builder(entry.record());
    while (session.closed().isEmpty() && session.nextDeadline().at() <= now) {
      Outcome outcome = session.advance(session.nextDeadline().at(), entry.record());
      outcome.reports().forEach(report -> all.report(() -> report));
      outcome.notOpen().forEach(all::notOpen);
    }
    return all.build();
  }

  private static void keep(Outcome outcome, List<Object> output) {
    output.addAll(outcome.reports());
    outcome.notOpen().forEach(arrival -> output.add(arrival.event()));
  }

  private static Session rebuilt(Session session, LoggedStart start) {
    StateBuffer state = new StateBuffer();
    session.writeTo(state);
    Session rebuilt = Session.readFrom(state, "sid", () -> start);
    if (!state.isEmpty()) {
      throw new AssertionError("state was written that is not read");
    }
    return rebuilt;
  }
}

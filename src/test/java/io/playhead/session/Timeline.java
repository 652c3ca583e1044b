package io.playhead.session;

import io.playhead.event.MediaEvent;
import io.playhead.report.CloseReason;
import io.playhead.report.QoeDataDetails;
import io.playhead.report.Report;
import io.playhead.report.SessionDetails;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A session told event by event, each arriving at the second that it happened. Rows read as in the specification:
 * {@code "22/0 play"} is second, playhead, type.
 */
final class Timeline {

  private final double length;
  private final List<MediaEvent> events = new ArrayList<>();

  private Timeline(double length) {
    this.length = length;
  }

  /** Of content of 100 s. */
  static Timeline of(String... rows) {
    return new Timeline(100).and(rows);
  }

  static Timeline ofLength(double length, String... rows) {
    return new Timeline(length).and(rows);
  }

  Timeline and(String... rows) {
    events.addAll(Arrays.stream(rows).map(Timeline::event).toList());
    return this;
  }

  /** Adds one row, changed. */
  Timeline and(String row, UnaryOperator<MediaEvent> change) {
    events.add(change.apply(event(row)));
    return this;
  }

  private static MediaEvent event(String row) {
    String[] parts = row.split("[/ ]", 3);
    return Events.of(parts[2], Double.parseDouble(parts[0]), Double.parseDouble(parts[1]));
  }

  /** All reports, if the log goes on without the session for a day. */
  List<Report> reports() {
    Session session = Session.start("sid", new Arrival(Events.sessionStart(length), 0, 0), Events.record(0));
    List<Report> reports = new ArrayList<>();
    reports.add(session.startReport(Events.record(0)));
    for (MediaEvent event : events) {
      long arrival = Math.max(0, event.ts() - Events.EPOCH);
      reports.addAll(session.arrive(new Arrival(event, arrival, 0), Events.record(arrival)).reports());
    }
    reports.addAll(session.advance(172_800_000L, Events.record(0)).reports());
    return reports;
  }

  Report.SessionClose close() {
    return (Report.SessionClose) reports().getLast();
  }

  SessionDetails session() {
    return close().session();
  }

  QoeDataDetails qoe() {
    return close().qoe();
  }

  CloseReason reason() {
    return close().reason();
  }

  <R extends Report> List<R> reports(Class<R> kind) {
    return reports().stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  List<MediaEvent> events() {
    return List.copyOf(events);
  }
}

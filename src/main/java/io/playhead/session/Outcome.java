package io.playhead.session;

import io.playhead.report.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * What came of one call of a session.
 *
 * @param reports to be published, in order
 * @param notOpen events that met a closed session: to be rejected as {@code session-not-open}, in order
 * @param applied how many events were applied, late ones included
 * @param late how many of them were late
 * @param reordered whether the event that arrived was put before one that waits
 */
public record Outcome(List<Report> reports, List<Arrival> notOpen, int applied, int late, boolean reordered) {

  private static final Outcome NOTHING = new Outcome(List.of(), List.of(), 0, 0, false);

  /** Gathers an outcome while a session works. */
  static class Builder {

    private final LogPosition record;
    private final List<Report> reports = new ArrayList<>(0);
    private final List<Arrival> notOpen = new ArrayList<>(0);
    private int applied;
    private int late;
    private boolean reordered;

    Builder(LogPosition record) {
      this.record = record;
    }

    /** The record at work. */
    LogPosition record() {
      return record;
    }

    /** Takes a report, made at once. */
    void report(Supplier<Report> report) {
      reports.add(report.get());
    }

    void notOpen(Arrival arrival) {
      notOpen.add(arrival);
    }

    void applied() {
      applied++;
    }

    /**
     * The event at work is late.
     *
     * @param millis by how much
     */
    void late(long millis) {
      late++;
    }

    /** The event at work came too late for one of its kind. Only who asks for verdicts hears of it. */
    void superseded() {}

    /** The event at work changes nothing. Only who asks for verdicts hears of it. */
    void ignored(Ignored reason) {}

    /** The event at work has had its turn. Only who asks for verdicts hears of it. */
    void settled(Arrival arrival, Playback after) {}

    void reordered() {
      reordered = true;
    }

    Outcome build() {
      if (!reordered && applied == 0 && reports.isEmpty() && notOpen.isEmpty()) {
        return NOTHING;
      }
      return new Outcome(List.copyOf(reports), List.copyOf(notOpen), applied, late, reordered);
    }
  }

  /** For work on a copy of a session: nobody reads its reports, so they are not made. */
  static final class Unread extends Builder {

    Unread() {
      super(new LogPosition(0, 0, 0));
    }

    @Override
    void report(Supplier<Report> report) {}
  }
}

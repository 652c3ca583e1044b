package io.playhead.session;

import io.playhead.event.EventType;
import io.playhead.event.MediaEvent;
import io.playhead.report.Activity;
import io.playhead.report.Audience;
import io.playhead.report.CloseReason;
import io.playhead.report.LiveSession;
import io.playhead.report.Report;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * An open session: its events go in as they arrive, its reports come out. It reads no clock: log time is handed in
 * (media-metrics §1). Not thread-safe.
 */
public final class Session {

  private static final long FURTHEST_BACK = 60_000;

  private final SessionReports reports;
  private final ReorderWindow window;
  private final Playback playback;
  private final Closing closing;
  private final Optional<Consumer<Judgement>> witness;
  private Optional<CloseReason> closed = Optional.empty();
  private Optional<Activity> lastActivity = Optional.empty();

  private Session(SessionReports reports, ReorderWindow window, Playback playback, Closing closing,
      Optional<Consumer<Judgement>> witness) {
    this.reports = reports;
    this.window = window;
    this.playback = playback;
    this.closing = closing;
    this.witness = witness;
  }

  /**
   * Starts a session; its first report is {@link #startReport}.
   *
   * @param record where its {@code sessionStart} stands in the log
   */
  public static Session start(String sid, Arrival sessionStart, LogPosition record) {
    return start(sid, sessionStart, record, Optional.empty());
  }

  /**
   * The same, and tells what becomes of each later event when its turn has come.
   *
   * @param witness hears it in the order in which events are applied
   */
  public static Session start(String sid, Arrival sessionStart, LogPosition record, Consumer<Judgement> witness) {
    return start(sid, sessionStart, record, Optional.of(witness));
  }

  private static Session start(String sid, Arrival sessionStart, LogPosition record,
      Optional<Consumer<Judgement>> witness) {
    LoggedStart start = new LoggedStart(sessionStart.event(), Optional.of(record));
    SessionReports reports = new SessionReports(sid, false, () -> start);
    return new Session(reports, new ReorderWindow(), new Playback(reports, sessionStart, false),
        new Closing(sessionStart.logTime()), witness);
  }

  /**
   * An open session as {@link #writeTo} left it.
   *
   * @param sessionStart gives the session's first event again; asked at most once, and only for a report
   */
  public static Session readFrom(StateSource source, String sid, Supplier<LoggedStart> sessionStart) {
    SessionReports reports = new SessionReports(sid, false, sessionStart);
    return new Session(reports, ReorderWindow.readFrom(source), new Playback(reports, source),
        Closing.readFrom(source), Optional.empty());
  }

  /** Hands its state to a sink; an open session only, and without its {@code sessionStart}. */
  public void writeTo(StateSink sink) {
    window.writeTo(sink);
    playback.writeTo(sink);
    closing.writeTo(sink);
  }

  /**
   * The report of the start.
   *
   * @param record where its {@code sessionStart} stands in the log
   */
  public Report startReport(LogPosition record) {
    return reports.sessionStart(playback.clock().now(), record);
  }

  /**
   * Takes an event in, after all that was due by then.
   *
   * @param arrival any type but {@code sessionStart}; its log time is not before that of an earlier call
   * @param record where it stands in the log
   */
  public Outcome arrive(Arrival arrival, LogPosition record) {
    Outcome.Builder outcome = outcome(record);
    advance(arrival.logTime(), outcome);
    if (isOpen()) {
      closing.arrived(arrival.logTime());
      applyBeforeSetBack(arrival.event(), outcome);
    }
    if (isOpen()) {
      join(arrival, outcome);
    } else {
      outcome.notOpen(arrival);
    }
    return outcome.build();
  }

  /**
   * Does all that is due up to a moment of log time, each at its own moment and in order.
   *
   * @param record the one that moved log time there
   */
  public Outcome advance(long logTime, LogPosition record) {
    Outcome.Builder outcome = outcome(record);
    advance(logTime, outcome);
    return outcome.build();
  }

  /**
   * The first moment at which {@link #advance} may have something to show, if nothing arrives before. Waiting events
   * nobody can see the effect of make no deadline: they are applied with the next call. A call before or at a deadline
   * that turns out to have moved on does no harm.
   */
  public Deadline nextDeadline() {
    Deadline timeout = closing.earliest(playback);
    long visible = window.firstVisibleExpiry();
    return visible <= timeout.at() ? new Deadline(visible, Deadline.Kind.WINDOW) : timeout;
  }

  /** Why it is closed; empty while it is open. */
  public Optional<CloseReason> closed() {
    return closed;
  }

  /** The session as of the events applied so far. */
  public LiveSession live() {
    return reports.live(playback, window.size());
  }

  /** Log time at which an event of it last arrived, {@code sessionStart} included. */
  public long lastArrival() {
    return closing.lastArrival();
  }

  /** Whose session it is, for live counts; asks for its {@code sessionStart}. */
  public Audience audience() {
    return reports.audience();
  }

  /**
   * What the viewer does by all events that have arrived, those that wait included; if the session is closed, what they did last. So it
   * changes with arrivals only, never by the passing of time.
   */
  public Activity activity() {
    if (lastActivity.isPresent()) {
      return lastActivity.get();
    }
    return window.hasAct() || (playback.contentMayBegin() && !window.isEmpty())
        ? activityAfterAllThatWaits()
        : playback.activity();
  }

  private Activity activityAfterAllThatWaits() {
    Playback ahead = playback.copy();
    ReorderWindow rest = window.copy();
    while (!rest.isEmpty()) {
      Arrival next = rest.next(ahead.tally().open());
      ahead.apply(next, new Outcome.Unread());
      if (next.event().type() == EventType.SESSION_END) {
        break;
      }
    }
    return ahead.activity();
  }

  /** Where it stands by the events applied so far. */
  public Standing standing() {
    return Standing.of(playback);
  }

  private Outcome.Builder outcome(LogPosition record) {
    return witness.isPresent() ? new Judging(record, witness.get()) : new Outcome.Builder(record);
  }

  private boolean isOpen() {
    return closed.isEmpty();
  }

  private void advance(long logTime, Outcome.Builder outcome) {
    while (isOpen()) {
      long expiry = window.firstExpiry();
      Deadline timeout = closing.earliest(playback);
      if (Math.min(expiry, timeout.at()) > logTime) {
        return;
      }
      if (expiry <= timeout.at()) {
        applyExpired(expiry, outcome);
      } else {
        timeOut(timeout.at(), outcome);
      }
    }
  }

  private void applyExpired(long logTime, Outcome.Builder outcome) {
    while (isOpen() && window.firstExpiry() <= logTime) {
      applyNext(outcome);
    }
  }

  /** What waits is applied first, then the deadline is looked at again (media-metrics §4). */
  private void timeOut(long logTime, Outcome.Builder outcome) {
    applyAll(outcome);
    Deadline timeout = closing.earliest(playback);
    if (isOpen() && timeout.at() <= logTime) {
      close(timeout, outcome);
    }
  }

  private void close(Deadline timeout, Outcome.Builder outcome) {
    CloseReason reason = switch (timeout.kind()) {
      case COMPLETED -> CloseReason.COMPLETED;
      case INACTIVE -> CloseReason.INACTIVE;
      case PLAYHEAD_STUCK -> CloseReason.PLAYHEAD_STUCK;
      case TOO_OLD -> CloseReason.TOO_OLD;
      case WINDOW -> throw new IllegalArgumentException("the window closes no session");
    };
    long since = timeout.kind() == Deadline.Kind.COMPLETED ? 0 : timeout.at() - closing.lastArrival();
    close(new Ending(reason, since), outcome);
  }

  private void close(Ending ending, Outcome.Builder outcome) {
    lastActivity = Optional.of(playback.activity());
    playback.close(ending, outcome);
    closed = Optional.of(ending.reason());
  }

  private void applyBeforeSetBack(MediaEvent event, Outcome.Builder outcome) {
    if (!window.isEmpty() && event.ts() < window.latestTs() - FURTHEST_BACK) {
      applyAll(outcome);
    }
  }

  private void join(Arrival arrival, Outcome.Builder outcome) {
    if (!window.isEmpty() && arrival.event().ts() < window.latestTs()) {
      outcome.reordered();
    }
    window.add(arrival);
    if (window.isOverfull()) {
      applyNext(outcome);
    }
  }

  private void applyAll(Outcome.Builder outcome) {
    while (isOpen() && !window.isEmpty()) {
      applyNext(outcome);
    }
  }

  private void applyNext(Outcome.Builder outcome) {
    Arrival next = window.next(playback.tally().open());
    playback.apply(next, outcome);
    if (next.event().type() == EventType.SESSION_END) {
      close(new Ending(CloseReason.ENDED, 0), outcome);
      window.drain().forEach(outcome::notOpen);
    }
  }
}

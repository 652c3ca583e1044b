package io.playhead.aggregator;

import io.playhead.aggregator.Deadlines.Due;
import io.playhead.aggregator.StoredSession.Closed;
import io.playhead.aggregator.StoredSession.Open;
import io.playhead.aggregator.StoredSession.Unknown;
import io.playhead.event.EventType;
import io.playhead.event.MediaEvent;
import io.playhead.event.MediaEventReader;
import io.playhead.event.UnreadableEventException;
import io.playhead.eventlog.Rejection.Source;
import io.playhead.report.CloseReason;
import io.playhead.session.Arrival;
import io.playhead.session.Deadline;
import io.playhead.session.LogClock;
import io.playhead.session.OfflineBatch;
import io.playhead.session.Outcome;
import io.playhead.session.Session;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sessions of one partition. Its records go in, in order; each moves log time on, then all that is due by it happens, each at
 * its own moment, then the record itself (media-metrics §1), unless it stood in the log before.
 */
final class PartitionFold {
  private static final long MAX_BATCH_REPORT_BYTES = 64L << 20;
  private static final Logger LOG = LoggerFactory.getLogger(PartitionFold.class);

  private final LogClock clock;
  private final SessionStore sessions;
  private final MediaEventReader reader;
  private final Outputs outputs;
  private final AggregatorMetrics metrics;
  private final LiveCounts live;
  private final Deadlines deadlines = new Deadlines();

  /** Goes on where the stored clock and the stored sessions stand. */
  PartitionFold(LogClock clock, SessionStore sessions, LiveCounts live, MediaEventReader reader, Outputs outputs,
      AggregatorMetrics metrics) {
    this.clock = clock;
    this.sessions = sessions;
    this.live = live;
    this.reader = reader;
    this.outputs = outputs;
    this.metrics = metrics;
    sessions.forEachOpen(open -> {
      open.known().forgetFold();
      deadlines.add(open.known(), open.session().nextDeadline());
      live.restore(open.known(), open.session());
    });
  }

  /** How many sessions are open. */
  int openSessions() {
    return sessions.size();
  }

  /** Takes the next record of the partition. */
  void accept(LoggedRecord record) {
    long now = clock.advance(record.appended());
    live.moveTo(now, record.position()).ifPresent(outputs::live);
    doWhatIsDue(record);
    if (record.isTick()) {
      metrics.received(record.type());
      return;
    }
    if (record.sid().isEmpty()) {
      LOG.debug("the key of {} is no session id", record.source());
      outputs.rejectUndecodable(record);
      return;
    }
    accept(record, record.sid().get());
  }

  private void accept(LoggedRecord record, String sid) {
    StoredSession before = sessions.find(sid, clock.now());
    if (before.hasHad(record.id())) {
      metrics.repeated();
      return;
    }
    StoredSession stored = before.after(record.id());
    try {
      if (record.isBatch()) {
        fold(record, sid, stored, reader.readBatch(record.body()));
      } else {
        take(record, sid, stored, reader.read(record.body()));
      }
    } catch (UnreadableEventException e) {
      LOG.debug("{} cannot be read: {}", record.source(), e.getMessage());
      outputs.rejectUndecodable(record);
      sessions.put(sid, stored);
    }
  }

  private void doWhatIsDue(LoggedRecord record) {
    for (Optional<Due> due = poll(); due.isPresent(); due = poll()) {
      doWhatIsDue(due.get(), record);
    }
  }

  private Optional<Due> poll() {
    return deadlines.poll(clock.now());
  }

  private void doWhatIsDue(Due due, LoggedRecord record) {
    Open open = sessions.open(due.session());
    Session session = open.session();
    Deadline deadline = session.nextDeadline();
    if (deadline.compareTo(due.deadline()) > 0) {
      deadlines.add(open.known(), deadline);
      return;
    }
    Outcome outcome = session.advance(deadline.at(), record.position());
    if (deadline.kind() == Deadline.Kind.WINDOW || session.closed().isPresent()) {
      metrics.fired(deadline.kind());
    }
    keep(record, open, outcome);
  }

  private void take(LoggedRecord record, String sid, StoredSession stored, MediaEvent event)
      throws UnreadableEventException {
    metrics.received(event.type().wireName());
    Arrival arrival = new Arrival(event, clock.now(), record.position().offset());
    if (event.type() == EventType.SESSION_START) {
      start(record, sid, stored, arrival);
    } else if (stored instanceof Open open) {
      Outcome outcome = open.session().arrive(arrival, record.position());
      if (!outcome.notOpen().contains(arrival)) {
        live.heard(open.known(), open.session());
      }
      keep(record, open, outcome);
    } else {
      outputs.rejectNotOpen(record, sid, event.type());
      sessions.put(sid, stored);
    }
  }

  private void start(LoggedRecord record, String sid, StoredSession stored, Arrival arrival)
      throws UnreadableEventException {
    requireNew(stored);
    Session session = Session.start(sid, arrival, record.position());
    outputs.report(session.startReport(record.position()));
    KnownSession known = sessions.add(sid, session, stored.marks(), record);
    deadlines.add(known, session.nextDeadline());
    live.heard(known, session);
    metrics.opened();
  }

  private void fold(LoggedRecord record, String sid, StoredSession stored, List<MediaEvent> events)
      throws UnreadableEventException {
    metrics.received(record.type());
    if (events.isEmpty() || events.getFirst().type() != EventType.SESSION_START) {
      throw new UnreadableEventException("a batch begins with a sessionStart");
    }
    requireNew(stored);
    Outcome outcome = OfflineBatch.fold(sid, events, record.position());
    requireReasonable(outcome);
    publish(record, sid, outcome);
    close(record, sid, stored.marks(), CloseReason.DOWNLOADED);
  }

  /** A gateway makes a new session id for each start, so a second one is not a player's doing; the first stands. */
  private static void requireNew(StoredSession stored) throws UnreadableEventException {
    if (!(stored instanceof Unknown)) {
      throw new UnreadableEventException("the session has started already");
    }
  }

  /** Each report repeats the session's metadata: a hostile batch of 1 MiB could ask for gigabytes. */
  private void requireReasonable(Outcome outcome) throws UnreadableEventException {
    long bytes = (long) outputs.sizeOf(outcome.reports().getFirst()) * outcome.reports().size();
    if (bytes > MAX_BATCH_REPORT_BYTES) {
      throw new UnreadableEventException("its reports would take about " + bytes + " bytes");
    }
  }

  private void keep(LoggedRecord record, Open open, Outcome outcome) {
    KnownSession known = open.known();
    String sid = known.sid;
    publish(record, sid, outcome);
    Optional<CloseReason> closed = open.session().closed();
    if (closed.isEmpty()) {
      sessions.put(open);
      deadlines.add(known, open.session().nextDeadline());
      return;
    }
    sessions.delete(known);
    deadlines.remove(known);
    live.closed(known);
    metrics.closed();
    close(record, sid, open.marks(), closed.get());
  }

  private void close(LoggedRecord record, String sid, HighWaterMarks marks, CloseReason reason) {
    sessions.put(sid, new Closed(clock.now(), marks));
    outputs.closed(sid, reason, record.appended());
  }

  private void publish(LoggedRecord record, String sid, Outcome outcome) {
    metrics.folded(outcome);
    outcome.reports().forEach(outputs::report);
    for (Arrival arrival : outcome.notOpen()) {
      EventType type = arrival.event().type();
      if (arrival.position() == record.position().offset()) {
        outputs.rejectNotOpen(record, sid, type);
      } else {
        outputs.rejectWaiting(record, sid, type, new Source(record.position().partition(), arrival.position()));
      }
    }
  }
}

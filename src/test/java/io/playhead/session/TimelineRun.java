package io.playhead.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.playhead.event.EventType;
import io.playhead.event.MediaEvent;
import io.playhead.event.MediaEventReader;
import io.playhead.event.UnreadableEventException;
import io.playhead.report.Report;
import io.playhead.report.ReportWriter;
import io.playhead.session.TimelineFile.LogRecord;
import io.playhead.session.TimelineFile.LogRecord.Batch;
import io.playhead.session.TimelineFile.LogRecord.Call;
import io.playhead.session.TimelineFile.LogRecord.Tick;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Takes one timeline's records through the event reader, the session core and the report writer. */
final class TimelineRun {

  /** How the session is kept and called while the log goes on. */
  enum Mode {
    /** Called for the time that passes at each record of the partition. */
    AT_EACH_RECORD,
    /** Called only when its next deadline is due, as an aggregator with many sessions does. */
    WHEN_DUE,
    /** Called when due, and written and read back after each of its calls. */
    STORED
  }

  /** What came of a timeline: the reports as published, and how many events found no open session. */
  record Result(List<JsonNode> reports, int rejected) {}

  /** The session of every timeline. */
  static final String SID = "5e".repeat(32);
  private static final long DAY = 86_400_000;

  private final MediaEventReader reader = new MediaEventReader();
  private final ReportWriter writer = new ReportWriter();
  private final JsonMapper json = new JsonMapper();
  private final List<JsonNode> reports = new ArrayList<>();
  private final Mode mode;
  private LogClock clock = new LogClock();
  private Optional<LoggedStart> sessionStart = Optional.empty();
  private Optional<Session> session = Optional.empty();
  private long position;
  private int rejected;

  private TimelineRun(Mode mode) {
    this.mode = mode;
  }

  static Result of(TimelineFile timeline, Mode mode) {
    var run = new TimelineRun(mode);
    timeline.records().forEach(run::handle);
    run.tickUntilClosed(timeline.end());
    return new Result(run.reports, run.rejected);
  }

  private void tickUntilClosed(long end) {
    for (long t = end + 1_000; session.isPresent() && t <= end + 2 * DAY; t += 1_000) {
      handle(new Tick(t));
    }
  }

  private void handle(LogRecord logRecord) {
    long logTime = clock.advance(logRecord.appendedAt());
    session.filter(open -> mode == Mode.AT_EACH_RECORD || open.nextDeadline().at() <= logTime)
        .ifPresent(open -> take(open.advance(logTime, Events.record(logRecord.appendedAt()))));
    switch (logRecord) {
      case Call call -> call(new Arrival(read(call), logTime, position++), Events.record(call.appendedAt()));
      case Batch batch -> take(OfflineBatch.fold(SID, read(batch), Events.record(batch.appendedAt())));
      case Tick tick -> {
      }
    }
    if (mode == Mode.STORED) {
      clock = LogClock.readFrom(stored(clock::writeTo));
      session = session.map(open -> Session.readFrom(stored(open::writeTo), SID, sessionStart::orElseThrow));
    }
  }

  private void call(Arrival arrival, LogPosition record) {
    if (arrival.event().type() == EventType.SESSION_START) {
      Session started = Session.start(SID, arrival, record);
      sessionStart = Optional.of(new LoggedStart(arrival.event(), Optional.of(record)));
      session = Optional.of(started);
      publish(started.startReport(record));
    } else if (session.isPresent()) {
      take(session.get().arrive(arrival, record));
    } else {
      rejected++;
    }
  }

  private MediaEvent read(Call call) {
    try {
      return reader.read(call.json().getBytes(UTF_8));
    } catch (UnreadableEventException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private List<MediaEvent> read(Batch batch) {
    try {
      return reader.readBatch(batch.json().getBytes(UTF_8));
    } catch (UnreadableEventException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static StateSource stored(Consumer<StateSink> state) {
    var values = new StateBuffer();
    state.accept(values);
    return values;
  }

  private void take(Outcome outcome) {
    outcome.reports().forEach(this::publish);
    rejected += outcome.notOpen().size();
    if (session.flatMap(Session::closed).isPresent()) {
      session = Optional.empty();
    }
  }

  private void publish(Report report) {
    try {
      reports.add(json.readTree(writer.write(report)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

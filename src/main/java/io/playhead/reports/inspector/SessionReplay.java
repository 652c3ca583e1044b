package io.playhead.reports.inspector;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import io.playhead.event.EventType;
import io.playhead.event.MediaEvent;
import io.playhead.event.MediaEventReader;
import io.playhead.event.UnreadableEventException;
import io.playhead.eventlog.EventId;
import io.playhead.eventlog.EventMarks;
import io.playhead.eventlog.RecordHeaders;
import io.playhead.report.Report;
import io.playhead.session.Arrival;
import io.playhead.session.Judgement;
import io.playhead.session.LogClock;
import io.playhead.session.LogPosition;
import io.playhead.session.OfflineBatch;
import io.playhead.session.Outcome;
import io.playhead.session.Session;
import io.playhead.session.Standing;
import io.playhead.session.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Folds one session again, as the aggregator did. It takes all records of the partition from the session's first on, because those of
 * other sessions and ticks move log time too (media-metrics §1).
 */
final class SessionReplay {
  private static final byte[] NO_BODY = new byte[0];

  private final String sid;
  private final MediaEventReader reader = new MediaEventReader();
  private final JsonMapper json =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES).build();
  private final LogClock clock = new LogClock();
  private final List<InspectedEvent> events = new ArrayList<>();
  private final List<Report> reports = new ArrayList<>();
  private EventMarks marks = EventMarks.NONE;
  private Optional<Session> session = Optional.empty();
  private boolean folded;

  SessionReplay(String sid) {
    this.sid = sid;
  }

  /** The session's events, in the order of the log. */
  List<InspectedEvent> events() {
    return events;
  }

  /** The reports it made, in order. */
  List<Report> reports() {
    return reports;
  }

  /** Takes the next record of the partition, and says how many bytes of it are kept. */
  long accept(ConsumerRecord<byte[], byte[]> entry) {
    long now = clock.advance(entry.timestamp());
    LogPosition position = new LogPosition(entry.partition(), entry.offset(), entry.timestamp());
    openSession().ifPresent(open -> keep(open.advance(now, position)));
    String type = text(entry.headers().lastHeader(RecordHeaders.TYPE));
    if (entry.key() == null || !sid.equals(text(entry.key())) || type.equals(RecordHeaders.TICK)) {
      return 0;
    }
    byte[] body = entry.value() == null ? NO_BODY : entry.value();
    InspectedEvent arrived = new InspectedEvent(entry.offset(), entry.timestamp(), now, Optional.empty(),
        Verdict.WAITING, Optional.empty(), Optional.empty(), raw(body));
    Optional<EventId> id = EventId.of(entry.headers());
    if (id.filter(marks::cover).isPresent()) {
      events.add(arrived.judged(Verdict.IGNORED, Optional.of("a repeat: the event stands further up in the log"),
          Optional.empty()));
      return body.length;
    }
    id.ifPresent(event -> marks = marks.raise(event));
    try {
      if (type.equals(RecordHeaders.DOWNLOADED)) {
        fold(arrived, reader.readBatch(body), position);
      } else {
        take(arrived, reader.read(body), position);
      }
    } catch (UnreadableEventException e) {
      events.add(unreadable(arrived, e));
    }
    return body.length;
  }

  private Optional<Session> openSession() {
    return session.filter(started -> started.closed().isEmpty());
  }

  private void take(InspectedEvent arrived, MediaEvent event, LogPosition position) throws UnreadableEventException {
    Arrival arrival = new Arrival(event, arrived.logTime(), position.offset());
    if (event.type() == EventType.SESSION_START) {
      requireNew();
      Session started = Session.start(sid, arrival, position, this::judge);
      session = Optional.of(started);
      events.add(of(arrived, event).judged(Verdict.APPLIED, Optional.empty(), Optional.of(started.standing())));
      reports.add(started.startReport(position));
      return;
    }
    events.add(of(arrived, event));
    if (openSession().isPresent()) {
      keep(openSession().get().arrive(arrival, position));
    } else {
      notOpen(position.offset());
    }
  }

  private void fold(InspectedEvent arrived, List<MediaEvent> batch, LogPosition position)
      throws UnreadableEventException {
    if (batch.isEmpty() || batch.getFirst().type() != EventType.SESSION_START) {
      throw new UnreadableEventException("a batch begins with a sessionStart");
    }
    requireNew();
    folded = true;
    MediaEvent start = batch.getFirst();
    events.add(inBatch(arrived, start, 0).judged(Verdict.APPLIED, Optional.empty(),
        Optional.of(new Standing("starting", false, Optional.empty(), Optional.empty(), start.ts()))));
    Outcome outcome = OfflineBatch.fold(sid, batch, position, judgement -> {
      Arrival arrival = judgement.arrival();
      events.add(judged(inBatch(arrived, arrival.event(), (int) arrival.position()), judgement));
    });
    keep(outcome);
  }

  private void requireNew() throws UnreadableEventException {
    if (session.isPresent() || folded) {
      throw new UnreadableEventException("the session has started already");
    }
  }

  private void keep(Outcome outcome) {
    reports.addAll(outcome.reports());
    outcome.notOpen().forEach(arrival -> notOpen(arrival.position()));
  }

  private void notOpen(long offset) {
    replace(offset, event -> event.judged(Verdict.NOT_OPEN, Optional.of("the session is closed"), Optional.empty()));
  }

  private void judge(Judgement judgement) {
    replace(judgement.arrival().position(), event -> judged(event, judgement));
  }

  private static InspectedEvent judged(InspectedEvent event, Judgement judgement) {
    return event.judged(judgement.verdict(), judgement.why(), Optional.of(judgement.after()));
  }

  private void replace(long offset, UnaryOperator<InspectedEvent> change) {
    for (int i = events.size() - 1; i >= 0; i--) {
      if (events.get(i).offset() == offset) {
        events.set(i, change.apply(events.get(i)));
        return;
      }
    }
  }

  private static InspectedEvent of(InspectedEvent arrived, MediaEvent event) {
    return new InspectedEvent(arrived.offset(), arrived.logged(), arrived.logTime(), Optional.of(event),
        arrived.verdict(), arrived.why(), arrived.after(), arrived.raw());
  }

  private static InspectedEvent inBatch(InspectedEvent arrived, MediaEvent event, int place) {
    return new InspectedEvent(arrived.offset(), arrived.logged(), arrived.logTime(), Optional.of(event),
        arrived.verdict(), arrived.why(), arrived.after(), arrived.raw().path(place));
  }

  private static InspectedEvent unreadable(InspectedEvent arrived, UnreadableEventException reason) {
    return arrived.judged(Verdict.IGNORED, Optional.ofNullable(reason.getMessage()), Optional.empty());
  }

  private JsonNode raw(byte[] body) {
    try {
      return json.readTree(body);
    } catch (IOException e) {
      return TextNode.valueOf(new String(body, StandardCharsets.UTF_8));
    }
  }

  private static String text(@Nullable Header header) {
    return header == null || header.value() == null ? "" : text(header.value());
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}

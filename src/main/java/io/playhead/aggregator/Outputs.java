package io.playhead.aggregator;

import io.playhead.config.DataSize;
import io.playhead.event.EventType;
import io.playhead.eventlog.Rejection;
import io.playhead.eventlog.Rejection.Reason;
import io.playhead.eventlog.Rejection.Source;
import io.playhead.report.CloseReason;
import io.playhead.report.LiveMinute;
import io.playhead.report.Report;
import io.playhead.report.ReportWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** What a partition's sessions say to the world: reports, closings and rejections, each counted. */
final class Outputs {
  static final String REPORTS = "reports";
  static final String CLOSED = "closed";
  static final String REJECTED = "rejected";
  static final String LIVE = "live";

  /** Escaped as JSON a byte may take six, and the envelope needs some. */
  private static final int GROWTH = 8;

  private static final byte[] NO_BODY = new byte[0];

  private final ProcessorContext<byte[], byte[]> context;
  private final ReportWriter writer;
  private final AggregatorMetrics metrics;
  private final long largestBody;

  /**
   * Outputs of a task.
   *
   * @param maxRecord the largest record of a topic
   */
  Outputs(ProcessorContext<byte[], byte[]> context, ReportWriter writer, AggregatorMetrics metrics,
      DataSize maxRecord) {
    this.context = context;
    this.writer = writer;
    this.metrics = metrics;
    this.largestBody = maxRecord.bytes() / GROWTH;
  }

  /** The bytes of a report as it would be published. */
  int sizeOf(Report report) {
    return writer.write(report).length;
  }

  /** Publishes a report under the append timestamp of the record that made it. */
  void report(Report report) {
    metrics.reported(report.type());
    send(REPORTS, key(report.envelope().sid()), writer.write(report), report.envelope().loggedAt());
  }

  /** Publishes that a session is closed, so that every gateway answers 410 from now on. */
  void closed(String sid, CloseReason reason, long loggedAt) {
    byte[] value = ("{\"closeReason\":\"" + reason.wireName() + "\"}").getBytes(StandardCharsets.UTF_8);
    send(CLOSED, key(sid), value, loggedAt);
  }

  /**
   * Publishes the live counts of a minute under the append timestamp of the record that ended it. The key says which partition they
   * are of, to the sink, which writes none.
   */
  void live(LiveMinute minute) {
    send(LIVE, ByteBuffer.allocate(Integer.BYTES).putInt(minute.partition()).array(), writer.write(minute),
        minute.endedAt());
  }

  /** Rejects the event of the record at hand. */
  void rejectNotOpen(LoggedRecord record, String sid, EventType type) {
    reject(Reason.SESSION_NOT_OPEN, Optional.of(sid), Optional.of(type), record, record.source(), record.body());
  }

  /** Rejects an event that waited: its record is long past, and the source tells where it stands. */
  void rejectWaiting(LoggedRecord record, String sid, EventType type, Source source) {
    reject(Reason.SESSION_NOT_OPEN, Optional.of(sid), Optional.of(type), record, source, NO_BODY);
  }

  /** Rejects the record at hand as one that should not stand in the log. */
  void rejectUndecodable(LoggedRecord record) {
    reject(Reason.UNDECODABLE, record.sid(), Optional.empty(), record, record.source(), record.body());
  }

  /** A body that could outgrow a record is left out: it stands in the event log. */
  private void reject(Reason reason, Optional<String> sid, Optional<EventType> type, LoggedRecord record,
      Source source, byte[] body) {
    metrics.rejected(reason);
    Rejection rejection = new Rejection(reason, sid, type.map(EventType::wireName), Optional.empty(),
        Optional.of(source), body.length <= largestBody ? body : NO_BODY);
    send(REJECTED, rejection.sid().map(Outputs::key).orElse(null), rejection.toJson(), record.appended());
  }

  private void send(String sink, byte @Nullable [] key, byte[] value, long timestamp) {
    context.forward(new Record<>(key, value, timestamp), sink);
  }

  private static byte[] key(String sid) {
    return sid.getBytes(StandardCharsets.ISO_8859_1);
  }
}

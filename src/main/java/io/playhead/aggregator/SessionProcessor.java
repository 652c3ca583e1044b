package io.playhead.aggregator;

import io.playhead.config.DataSize;
import io.playhead.event.MediaEventReader;
import io.playhead.report.ReportWriter;
import io.playhead.session.LogClock;
import io.playhead.tracing.Tracing;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Runs the fold of a partition on its stores.
 *
 * <p>There is no punctuator: it would run between records that differ from run to run, and a replay with it (design §5). What is in
 * memory is made from the stores in {@link #init}, so it does not matter where a run begins.
 */
final class SessionProcessor implements Processor<byte[], byte[], byte[], byte[]> {
  static final String STATES = "sessions";
  static final String LARGE_STATES = "large-sessions";
  static final String STARTS = "session-starts";
  static final String CLOSINGS = "closed-sessions";
  static final String LOG_TIME = "log-time";

  private static final String CLOCK = "clock";
  private static final long NEVER = Long.MIN_VALUE;

  private final MediaEventReader reader = new MediaEventReader();
  private final ReportWriter writer = new ReportWriter();
  private final AggregatorMetrics metrics;
  private final DataSize maxRecord;
  private final Duration closedMemory;
  private final Optional<Tracing> tracing;
  private @Nullable Task task;
  private long clockStoredAt = NEVER;

  /**
   * A processor for one task.
   *
   * @param maxRecord the largest record of a topic
   * @param closedMemory for how much log time closed sessions are remembered
   */
  SessionProcessor(AggregatorMetrics metrics, DataSize maxRecord, Duration closedMemory,
      Optional<Tracing> tracing) {
    this.metrics = metrics;
    this.maxRecord = maxRecord;
    this.closedMemory = closedMemory;
    this.tracing = tracing;
  }

  /** What lives from {@link #init} to {@link #close}. */
  private record Task(ProcessorContext<byte[], byte[]> context, KeyValueStore<String, byte[]> logTime, LogClock clock,
      PartitionFold fold) {}

  /** The stores are restored by now. */
  @Override
  public void init(ProcessorContext<byte[], byte[]> context) {
    KeyValueStore<String, byte[]> logTime = context.getStateStore(LOG_TIME);
    byte[] known = logTime.get(CLOCK);
    LogClock clock = known == null ? new LogClock() : LogClock.readFrom(new StateReader(known));
    SessionStore sessions = new SessionStore(context.getStateStore(STATES), context.getStateStore(LARGE_STATES),
        context.getStateStore(STARTS), context.getStateStore(CLOSINGS), closedMemory, reader, metrics);
    Outputs outputs = new Outputs(context, writer, metrics, maxRecord);
    LiveCounts live = new LiveCounts(new Departures(logTime), clock.now(), maxRecord);
    PartitionFold fold = new PartitionFold(clock, sessions, live, reader, outputs, metrics);
    task = new Task(context, logTime, clock, fold);
    clockStoredAt = NEVER;
    metrics.assigned(context.taskId().partition(), fold.openSessions());
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    Task running = Objects.requireNonNull(task, "init comes first");
    RecordMetadata place = running.context.recordMetadata().orElseThrow();
    LoggedRecord logged = LoggedRecord.of(record, place.partition(), place.offset());
    if (tracing.isPresent()) {
      tracing.get().fold(logged.type(), name -> header(record, name), () -> running.fold.accept(logged));
    } else {
      running.fold.accept(logged);
    }
    store(running, record.timestamp());
    metrics.processed(place.partition(), record.timestamp());
  }

  /** The records of a batch have one append timestamp, and the clock stands where the first of them has put it. */
  private void store(Task running, long appended) {
    if (appended == clockStoredAt) {
      return;
    }
    StateWriter clock = new StateWriter();
    running.clock.writeTo(clock);
    running.logTime.put(CLOCK, clock.toBytes());
    clockStoredAt = appended;
  }

  private static @Nullable String header(Record<byte[], byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    if (task != null) {
      metrics.revoked(task.context.taskId().partition(), task.fold.openSessions());
      task = null;
    }
  }
}

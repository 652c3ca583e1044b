package io.playhead.eventlog;

import io.vertx.core.Context;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.header.Header;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One event loop's way into the {@link EventLog}, in batches both ways.
 *
 * <p>What the event loop reads in one turn is given to Kafka together at its end. A record that begins a batch wakes the
 * producer's thread: so it wakes once for all partitions instead of once for each (docs/performance.md).
 *
 * <p>Acknowledgements come on the threads of the producer and of the spool, many at a time. They are queued, and one
 * wake-up of the event loop takes all that are there: measured at 1,000 connections, 12.1 µs of CPU an event instead of
 * 16.5 µs (design §4).
 */
public final class Appender {
  private static final Logger LOG = LoggerFactory.getLogger(Appender.class);

  private final EventLog log;
  private final Context context;
  private final Queue<PendingAppend> prepared = new ArrayDeque<>();
  private boolean beginning;
  private long turnAt;
  private final Queue<PendingAppend> ended = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean woken = new AtomicBoolean();

  Appender(EventLog log, Context context) {
    this.log = log;
    this.context = context;
  }

  /**
   * Appends one record to the session's partition, behind all that was given before for it. Only the appender's event
   * loop may call this; the append begins when it has handled what else it has read.
   *
   * @param sid the session id, the record's key
   * @param value kept as it is
   * @return done when the record is durable; failed when it is not in time, or without waiting when there is no room:
   *     then the caller must not answer 2xx. Completes on this appender's event loop
   */
  public Future<Void> append(String sid, byte[] value, List<Header> headers) {
    if (!beginning) {
      beginning = true;
      turnAt = log.now();
      context.runOnContext(v -> begin());
    }
    PendingAppend append = log.prepare(this, sid, value, headers, turnAt);
    prepared.add(append);
    return append.promise().future();
  }

  private void begin() {
    beginning = false;
    for (PendingAppend append = prepared.poll(); append != null; append = prepared.poll()) {
      begin(append);
    }
  }

  /** One append that cannot begin must not keep back those behind it, whatever it fails with. */
  private void begin(PendingAppend append) {
    try {
      log.begin(append);
    } catch (RuntimeException e) {
      refuse(append, e);
    } catch (Error e) {
      refuse(append, new IllegalStateException("an append could not begin", e));
    }
  }

  private static void refuse(PendingAppend append, RuntimeException failure) {
    LOG.error("An append could not begin", failure);
    append.end(failure);
  }

  /** Takes an append that has ended, from any thread. */
  void ended(PendingAppend append) {
    ended.add(append);
    if (woken.compareAndSet(false, true)) {
      context.runOnContext(v -> drain());
    }
  }

  private void drain() {
    woken.set(false);
    long now = log.now();
    for (PendingAppend append = ended.poll(); append != null; append = ended.poll()) {
      log.ended(append, now);
      complete(append);
    }
  }

  /** One answer that cannot be given must not keep back those behind it. */
  private static void complete(PendingAppend append) {
    try {
      append.complete();
    } catch (RuntimeException | Error e) {
      LOG.error("An append has ended, and whoever waited for it failed", e);
    }
  }
}

package io.playhead.eventlog.spool;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread that writes: all events that wait go to the disk together, and only then are answered. */
final class SpoolWriter implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(SpoolWriter.class);
  private static final Duration RETRY = Duration.ofSeconds(1);
  /** RocksDB mends a full disk by itself within seconds of there being room; other failures need it opened again. */
  private static final int RETRIES_BEFORE_MENDING = 10;

  private final GroupQueue queue;
  private final SpoolStore store;
  private final AtomicLong queuedBytes;
  private final SpoolMetrics metrics;
  private volatile boolean failing;
  private int retries;

  SpoolWriter(GroupQueue queue, SpoolStore store, AtomicLong queuedBytes, SpoolMetrics metrics) {
    this.queue = queue;
    this.store = store;
    this.queuedBytes = queuedBytes;
    this.metrics = metrics;
  }

  /** Whether the disk failed, and was not yet seen to work again. */
  boolean isFailing() {
    return failing;
  }

  @Override
  public void run() {
    try {
      while (!queue.isDone()) {
        List<GroupQueue.Waiting> group = queue.take(RETRY);
        if (!group.isEmpty()) {
          commit(group);
        } else if (failing || !store.current().isOpen()) {
          retry();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void commit(List<GroupQueue.Waiting> group) {
    long begun = System.nanoTime();
    SpoolException failure = write(group);
    if (failure == null) {
      metrics.committed(group.size(), System.nanoTime() - begun);
    } else {
      metrics.refused(SpoolMetrics.Refusal.ERROR, group.size());
    }
    for (GroupQueue.Waiting waiting : group) {
      queuedBytes.addAndGet(-waiting.event().size());
      answer(waiting, failure);
    }
  }

  private @Nullable SpoolException write(List<GroupQueue.Waiting> group) {
    try {
      store.write(group.stream().map(GroupQueue.Waiting::event).toList());
      return null;
    } catch (RocksDBException | RuntimeException e) {
      if (!failing) {
        LOG.error("The spool cannot be written, and refuses events until it can: {}", e.getMessage());
      }
      failing = true;
      return new SpoolException("the spool cannot be written: " + e.getMessage(), e);
    }
  }

  private void retry() {
    SpoolDatabase current = store.current();
    try {
      store.probe();
      retries = 0;
      if (failing) {
        LOG.info("The spool can be written again, and takes events");
      }
      failing = false;
    } catch (RocksDBException e) {
      retries++;
      mend(current, e);
    }
  }

  private void mend(SpoolDatabase broken, RocksDBException failure) {
    boolean due = retries % RETRIES_BEFORE_MENDING == 0 && store.hasSpace();
    if (!due && !SpoolFiles.isDamage(failure)) {
      return;
    }
    try {
      store.mend(broken, failure);
    } catch (SpoolException e) {
      LOG.error("{}", e.getMessage());
    }
  }

  private static void answer(GroupQueue.Waiting waiting, @Nullable SpoolException failure) {
    try {
      waiting.callback().onCompletion(failure);
    } catch (RuntimeException e) {
      LOG.error("A callback of the spool failed", e);
    }
  }
}

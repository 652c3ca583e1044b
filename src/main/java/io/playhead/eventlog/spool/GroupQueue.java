package io.playhead.eventlog.spool;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The events that wait for the writer thread, in the order in which they came. Its bound is that of the spool. */
final class GroupQueue {
  private static final int MAX_EVENTS = 4_096;
  private static final long MAX_BYTES = 4 << 20;

  private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private boolean closed;

  /** An event and who wants to know what became of it. */
  record Waiting(SpooledEvent event, Spool.Callback callback) {}

  /** Puts an event last; false if the queue is closed. */
  boolean offer(Waiting event) {
    lock.lock();
    try {
      if (closed) {
        return false;
      }
      waiting.add(event);
      changed.signal();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** The first events, as many as are written together; none if the time passes or the queue is closed and empty. */
  List<Waiting> take(Duration patience) throws InterruptedException {
    lock.lock();
    try {
      long nanos = patience.toNanos();
      while (waiting.isEmpty() && !closed && nanos > 0) {
        nanos = changed.awaitNanos(nanos);
      }
      List<Waiting> group = new ArrayList<>();
      long bytes = 0;
      while (!waiting.isEmpty() && group.size() < MAX_EVENTS
          && (group.isEmpty() || bytes + waiting.element().event().size() <= MAX_BYTES)) {
        Waiting next = waiting.remove();
        bytes += next.event().size();
        group.add(next);
      }
      return group;
    } finally {
      lock.unlock();
    }
  }

  /** Takes no more events; those that wait can still be taken. */
  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  boolean isDone() {
    lock.lock();
    try {
      return closed && waiting.isEmpty();
    } finally {
      lock.unlock();
    }
  }
}

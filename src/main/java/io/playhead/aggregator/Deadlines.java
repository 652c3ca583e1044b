package io.playhead.aggregator;

import io.playhead.session.Deadline;
import java.util.Comparator;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * When to look at which open session again, in the order of media-metrics §1 (time, kind, then sid).
 *
 * <p>A session's first entry may be earlier than its deadline, never later: almost every event puts the deadline off, and to look
 * once in vain is cheaper than to move the entry each time. An earlier deadline comes before the entry and leaves it where it is, as
 * most are windows of five seconds, after which the entry of the timeout holds again. All lives in memory and is made anew from the stored
 * sessions.
 */
final class Deadlines {
  private static final Comparator<Due> ORDER =
      Comparator.comparing(Due::deadline).thenComparing(due -> due.session().sid);

  private final TreeSet<Due> inOrder = new TreeSet<>(ORDER);

  /**
   * An entry: a session to look at when it is due.
   *
   * @param next the session's next entry
   */
  record Due(Deadline deadline, KnownSession session, @Nullable Due next) {}

  /** Makes sure that the session is looked at by its deadline. */
  void add(KnownSession session, Deadline deadline) {
    if (session.due != null && session.due.deadline().compareTo(deadline) <= 0) {
      return;
    }
    Due first = new Due(deadline, session, session.due);
    session.due = first;
    inOrder.add(first);
  }

  /** Forgets a session. */
  void remove(KnownSession session) {
    for (Due due = session.due; due != null; due = due.next()) {
      inOrder.remove(due);
    }
    session.due = null;
  }

  /** Takes out the first entry that is due at that log time. */
  Optional<Due> poll(long logTime) {
    if (inOrder.isEmpty() || inOrder.first().deadline().at() > logTime) {
      return Optional.empty();
    }
    Due first = inOrder.removeFirst();
    first.session().due = first.next();
    return Optional.of(first);
  }
}

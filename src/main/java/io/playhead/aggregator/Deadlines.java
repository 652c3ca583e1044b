package io.playhead.aggregator;

import io.playhead.session.Deadline;
import java.util.Comparator;
import java.util.Optional;
import java.util.TreeSet;

/**
 * When to look at which open session again: one entry a session, in the order of media-metrics §1 (time, kind, then sid).
 *
 * <p>An entry may be earlier than the session's deadline, never later: almost every event puts the deadline off, and to look
 * once in vain is cheaper than to move the entry each time. It lives in memory and is made anew from the stored sessions.
 */
final class Deadlines {
  private static final Comparator<Due> ORDER =
      Comparator.comparing(Due::deadline).thenComparing(due -> due.session().sid);

  private final TreeSet<Due> inOrder = new TreeSet<>(ORDER);

  /** A session to look at when its entry is due. */
  record Due(Deadline deadline, KnownSession session) {}

  /** Makes sure that the session is looked at by its deadline. */
  void add(KnownSession session, Deadline deadline) {
    if (session.due != null && session.due.deadline().compareTo(deadline) <= 0) {
      return;
    }
    remove(session);
    session.due = new Due(deadline, session);
    inOrder.add(session.due);
  }

  /** Forgets a session. */
  void remove(KnownSession session) {
    if (session.due != null) {
      inOrder.remove(session.due);
      session.due = null;
    }
  }

  /** Takes out the first entry that is due at that log time. */
  Optional<Due> poll(long logTime) {
    if (inOrder.isEmpty() || inOrder.first().deadline().at() > logTime) {
      return Optional.empty();
    }
    Due first = inOrder.removeFirst();
    first.session().due = null;
    return Optional.of(first);
  }
}

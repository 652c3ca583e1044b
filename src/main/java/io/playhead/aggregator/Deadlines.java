package io.playhead.aggregator;

import io.playhead.session.Deadline;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * When to look at which open session again: one entry a session, in the order of media-metrics §1 (time, kind, then sid).
 *
 * <p>An entry may be earlier than the session's deadline, never later: almost every event puts the deadline off, and to look
 * once in vain is cheaper than to move the entry each time. It lives in memory and is made anew from the stored sessions.
 */
final class Deadlines {
  private static final Comparator<Due> ORDER = Comparator.comparing(Due::deadline).thenComparing(Due::sid);

  private final Map<String, Due> bySid = new HashMap<>();
  private final TreeSet<Due> inOrder = new TreeSet<>(ORDER);

  /** A session to look at when its entry is due. */
  record Due(Deadline deadline, String sid) {}

  /** Makes sure that the session is looked at by its deadline. */
  void add(String sid, Deadline deadline) {
    Due known = bySid.get(sid);
    if (known != null && known.deadline().compareTo(deadline) <= 0) {
      return;
    }
    if (known != null) {
      inOrder.remove(known);
    }
    Due due = new Due(deadline, sid);
    bySid.put(sid, due);
    inOrder.add(due);
  }

  /** Forgets a session. */
  void remove(String sid) {
    Due known = bySid.remove(sid);
    if (known != null) {
      inOrder.remove(known);
    }
  }

  /** Takes out the first entry that is due at that log time. */
  Optional<Due> poll(long logTime) {
    if (inOrder.isEmpty() || inOrder.first().deadline().at() > logTime) {
      return Optional.empty();
    }
    Due first = inOrder.first();
    remove(first.sid());
    return Optional.of(first);
  }

  /** How many sessions have an entry. */
  int size() {
    return bySid.size();
  }
}

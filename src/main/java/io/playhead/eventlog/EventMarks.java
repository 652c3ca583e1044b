package io.playhead.eventlog;

import java.util.ArrayList;
import java.util.List;

/**
 * Which events a session has had already: of each gateway run the one with the highest counter. The first copies of a run's events
 * stand in the log in the order of their counters, so an event not above its run's mark is a repeat.
 *
 * <p>Only the {@value #MOST_RUNS} runs whose marks were raised last are known. More send events of one session only where the load
 * balancer does not keep a session on its gateway, and gateways are many or restart often; then the mark that was raised longest ago is
 * forgotten, and a repeat of that run's events counts again.
 *
 * @param lastRaisedFirst the marks, one a run
 */
public record EventMarks(List<EventId> lastRaisedFirst) {
  /** How many runs are known. */
  public static final int MOST_RUNS = 16;
  /** Those of a session that has had no event. */
  public static final EventMarks NONE = new EventMarks(List.of());

  /** Whether the event is a repeat. */
  public boolean cover(EventId id) {
    for (EventId mark : lastRaisedFirst) {
      if (mark.gateway() == id.gateway()) {
        return id.counter() <= mark.counter();
      }
    }
    return false;
  }

  /** The marks after an event that they do not cover. */
  public EventMarks raise(EventId id) {
    List<EventId> raised = new ArrayList<>(lastRaisedFirst.size() + 1);
    raised.add(id);
    for (EventId mark : lastRaisedFirst) {
      if (mark.gateway() != id.gateway() && raised.size() < MOST_RUNS) {
        raised.add(mark);
      }
    }
    return new EventMarks(List.copyOf(raised));
  }
}

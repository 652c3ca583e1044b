package io.playhead.aggregator;

import io.playhead.eventlog.EventId;
import java.util.ArrayList;
import java.util.List;

/**
 * Which events a session has had already: of each gateway run the one with the highest counter. The first copies of a run's events
 * stand in the log in the order of their counters, so an event not above its run's mark is a repeat.
 *
 * <p>A session normally has one mark, 13 bytes with its count. Only the {@value #MOST_RUNS} runs whose marks were raised last are
 * known. More send events of one session only where the load balancer does not keep a session on its gateway, and gateways are many or
 * restart often; then the mark that was raised longest ago is forgotten, and a repeat of that run's events counts again.
 *
 * @param lastRaisedFirst the marks, one a run
 */
record HighWaterMarks(List<EventId> lastRaisedFirst) {
  static final int MOST_RUNS = 16;
  static final HighWaterMarks NONE = new HighWaterMarks(List.of());

  /** The first version of the state that has marks. */
  private static final int FIRST_VERSION = 2;

  /** Where {@link #writeTo} left them; none in state that is older than they are. */
  static HighWaterMarks readFrom(StateReader source) {
    if (source.version() < FIRST_VERSION) {
      return NONE;
    }
    EventId[] marks = new EventId[(int) source.readLong()];
    for (int i = 0; i < marks.length; i++) {
      marks[i] = new EventId(source.readFixed(), source.readLong());
    }
    return new HighWaterMarks(List.of(marks));
  }

  void writeTo(StateWriter sink) {
    sink.writeLong(lastRaisedFirst.size());
    for (EventId mark : lastRaisedFirst) {
      sink.writeFixed(mark.gateway());
      sink.writeLong(mark.counter());
    }
  }

  /** Whether the event is a repeat. */
  boolean cover(EventId id) {
    for (EventId mark : lastRaisedFirst) {
      if (mark.gateway() == id.gateway()) {
        return id.counter() <= mark.counter();
      }
    }
    return false;
  }

  /** The marks after an event that they do not cover. */
  HighWaterMarks raise(EventId id) {
    List<EventId> raised = new ArrayList<>(lastRaisedFirst.size() + 1);
    raised.add(id);
    for (EventId mark : lastRaisedFirst) {
      if (mark.gateway() != id.gateway() && raised.size() < MOST_RUNS) {
        raised.add(mark);
      }
    }
    return new HighWaterMarks(List.copyOf(raised));
  }
}

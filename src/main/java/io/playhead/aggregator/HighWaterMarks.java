package io.playhead.aggregator;

import io.playhead.eventlog.EventId;
import io.playhead.eventlog.EventMarks;
import java.util.List;

/**
 * {@link EventMarks} as they are kept with a session's state. A session normally has one, 13 bytes with its count.
 *
 * @param events the marks
 */
record HighWaterMarks(EventMarks events) {
  static final HighWaterMarks NONE = new HighWaterMarks(EventMarks.NONE);

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
    return new HighWaterMarks(new EventMarks(List.of(marks)));
  }

  void writeTo(StateWriter sink) {
    sink.writeLong(events.lastRaisedFirst().size());
    for (EventId mark : events.lastRaisedFirst()) {
      sink.writeFixed(mark.gateway());
      sink.writeLong(mark.counter());
    }
  }

  /** Whether the event is a repeat. */
  boolean cover(EventId id) {
    return events.cover(id);
  }

  /** The marks after an event that they do not cover. */
  HighWaterMarks raise(EventId id) {
    return new HighWaterMarks(events.raise(id));
  }
}

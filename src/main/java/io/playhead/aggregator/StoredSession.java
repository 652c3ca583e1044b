package io.playhead.aggregator;

import io.playhead.eventlog.EventId;
import io.playhead.session.Session;
import java.util.Optional;

/** What the stores know of a session, always with the marks of the events it has had. */
sealed interface StoredSession {
  HighWaterMarks marks();

  /** The same with other marks. */
  StoredSession with(HighWaterMarks marks);

  /** Whether it has had that event. */
  default boolean hasHad(Optional<EventId> event) {
    return event.isPresent() && marks().cover(event.get());
  }

  /** It, after an event that it has not had. */
  default StoredSession after(Optional<EventId> event) {
    return event.isEmpty() ? this : with(marks().raise(event.get()));
  }

  /**
   * A session that is open.
   *
   * @param known what is in memory of it
   */
  record Open(KnownSession known, Session session, HighWaterMarks marks) implements StoredSession {
    @Override
    public Open with(HighWaterMarks raised) {
      return new Open(known, session, raised);
    }
  }

  /**
   * A session that has closed and is still remembered.
   *
   * @param at log time of the record that closed it
   */
  record Closed(long at, HighWaterMarks marks) implements StoredSession {
    @Override
    public Closed with(HighWaterMarks raised) {
      return new Closed(at, raised);
    }
  }

  /** A session that never started, or closed so long ago that it is forgotten. */
  record Unknown(HighWaterMarks marks) implements StoredSession {
    @Override
    public Unknown with(HighWaterMarks raised) {
      return new Unknown(raised);
    }
  }
}

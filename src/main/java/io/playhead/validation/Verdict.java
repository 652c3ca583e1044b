package io.playhead.validation;

import io.playhead.event.EventType;
import java.util.List;
import java.util.Optional;

/** What validation says of a body. */
public sealed interface Verdict {

  /** The body is one valid event. */
  record Event(EventType type) implements Verdict {}

  /** The body is a valid offline session of that many events (collection-api §6). */
  record Batch(int events) implements Verdict {}

  /**
   * The body is refused with 400 (collection-api §1).
   *
   * @param type the event's type, where the body is one event of a known type
   * @param message the first violation as a sentence; in an array it begins with {@code events[3]: }, the index of the
   *     event
   * @param violations at least one: all of them, those of an array event by event. Of an event first those of its type
   *     and place, then those of the schema by pointer and rule. Beyond a hundred the list ends with one whose rule is
   *     {@code more}, and of an event that breaks more than a thousand rules those listed are among the first thousand
   *     found. A body that is not the JSON we read has only the first, and an event of no known type none of a schema.
   */
  record Invalid(Optional<EventType> type, String message, List<Violation> violations) implements Verdict {
    public Invalid {
      violations = List.copyOf(violations);
    }
  }

  /** The array has more events than the limit and is refused with 413 (collection-api §5). */
  record TooManyEvents(int limit) implements Verdict {}
}

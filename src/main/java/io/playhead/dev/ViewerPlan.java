package io.playhead.dev;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * All that one viewer's player is going to send, and what the reports on it must come to.
 *
 * @param delivery how the events travel
 * @param calls in the order they are made; the first is the {@code sessionStart}, alone
 * @param expected the sums of the session's reports; they hold if every event is taken
 */
public record ViewerPlan(Delivery delivery, List<Call> calls, Totals expected) {

  /** How a player delivers its events. */
  public enum Delivery {
    /** Each by itself as it occurs, to {@code /api/v1/sessions} and {@code /api/v1/sessions/{sid}/events}. */
    EVENT_BY_EVENT,
    /** As an array, after the end, to {@code /api/v1/downloaded}. */
    DOWNLOADED,
    /** As an array, after the end, to {@code /api/v1/sessions}, as older players do. */
    SESSIONS_ARRAY
  }

  /**
   * Events that are posted at the same moment.
   *
   * @param due milliseconds of player time from the viewer's start; unlike {@code ts} it never goes back
   * @param events usually one; several are posted in parallel, in this order
   */
  public record Call(long due, List<PlannedEvent> events) {
    /** Takes a copy. */
    public Call {
      events = List.copyOf(events);
    }
  }

  /** Takes a copy. */
  public ViewerPlan {
    calls = List.copyOf(calls);
  }

  /** All events in the order of their calls. */
  public Stream<PlannedEvent> events() {
    return calls.stream().flatMap(call -> call.events().stream());
  }

  /** Whether the events travel as one array. */
  public boolean isBatch() {
    return delivery != Delivery.EVENT_BY_EVENT;
  }

  /** All events as one array, the body of an offline session (collection-api §6). */
  public byte[] batch(Instant start) {
    return PlannedEvent.write(events().map(event -> event.json(start)).toList());
  }
}

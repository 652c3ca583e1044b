package io.playhead.dev;

import io.playhead.dev.ViewerPlan.Call;
import io.playhead.event.EventType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/** A viewer's player: its clock, its playhead and the calls it makes. It knows nothing of what they come to. */
final class Player {
  private final Habits habits;
  private final List<Call> calls = new ArrayList<>();
  private long elapsed;
  private long clockOffset;
  private long playhead;

  /**
   * A player that has made no call.
   *
   * @param clockOffset how far its clock is from the viewer's start, in milliseconds
   */
  Player(Habits habits, long clockOffset, long playhead) {
    this.habits = habits;
    this.clockOffset = clockOffset;
    this.playhead = playhead;
  }

  long playhead() {
    return playhead;
  }

  void moveTo(long newPlayhead) {
    playhead = newPlayhead;
  }

  void setClockBack(long by) {
    clockOffset -= by;
  }

  void waits(long time) {
    elapsed += time;
  }

  List<Call> calls() {
    return List.copyOf(calls);
  }

  PlannedEvent event(EventType type) {
    return event(type, Map.of());
  }

  PlannedEvent event(EventType type, Map<String, Object> params) {
    return new PlannedEvent(type, elapsed + clockOffset, playhead, params, Map.of(), Map.of());
  }

  /** An event of the same moment, but for its {@code ts}. */
  PlannedEvent eventAfter(long delay, EventType type) {
    return new PlannedEvent(type, elapsed + clockOffset + delay, playhead, Map.of(), Map.of(), Map.of());
  }

  PlannedEvent measured(EventType type, Map<String, Object> qoeData) {
    return new PlannedEvent(type, elapsed + clockOffset, playhead, Map.of(), qoeData, Map.of());
  }

  /** Posts the events of one moment, in parallel if that is the player's habit. */
  void post(List<PlannedEvent> events) {
    if (habits.postsAtOnce()) {
      calls.add(new Call(elapsed, events.reversed()));
    } else {
      postInOrder(events);
    }
  }

  void post(PlannedEvent event) {
    post(List.of(event));
  }

  /** Posts the events one after the other. */
  void postInOrder(List<PlannedEvent> events) {
    events.forEach(event -> calls.add(new Call(elapsed, List.of(event))));
  }

  /**
   * Lets time pass with a ping at every interval, but none at the end; the step is told of each stretch before its
   * ping.
   */
  void pinging(long time, long interval, LongConsumer step) {
    long left = time;
    while (left > interval) {
      pass(interval, step);
      post(event(EventType.PING));
      left -= interval;
    }
    pass(left, step);
  }

  private void pass(long time, LongConsumer step) {
    elapsed += time;
    step.accept(time);
  }
}

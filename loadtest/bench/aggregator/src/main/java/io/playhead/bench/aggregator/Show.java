package io.playhead.bench.aggregator;

import io.playhead.dev.Ending;
import io.playhead.dev.PlannedEvent;
import io.playhead.dev.ViewerPlan;
import io.playhead.dev.ViewerPlanner;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.LongStream;

/**
 * What a simulated viewer does, in a form that many viewers can share.
 *
 * @param steps the events, in the order in which they are posted
 * @param occupancy milliseconds from the start until its session has closed
 */
record Show(List<Step> steps, long occupancy) {
  private static final long UNTIL_COMPLETED = 60_000;
  private static final long UNTIL_INACTIVE = 600_000;

  /** An event, and when it is posted: milliseconds from the start. */
  record Step(long due, PlannedEvent event) {}

  /** The shows of the first viewers who watch on line. */
  static List<Show> online(int count) {
    var planner = new ViewerPlanner(1, EnumSet.allOf(Ending.class));
    return LongStream.iterate(0, i -> i + 1).mapToObj(planner::plan).filter(plan -> !plan.isBatch()).limit(count)
        .map(Show::of).toList();
  }

  private static Show of(ViewerPlan plan) {
    List<Step> steps = plan.calls().stream()
        .flatMap(call -> call.events().stream().map(event -> new Step(call.due(), event))).toList();
    long silence = switch (steps.getLast().event().type()) {
      case SESSION_END -> 0;
      case SESSION_COMPLETE -> UNTIL_COMPLETED;
      default -> UNTIL_INACTIVE;
    };
    return new Show(steps, steps.getLast().due() + silence);
  }
}

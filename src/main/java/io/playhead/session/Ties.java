package io.playhead.session;

import io.playhead.event.EventType;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;

/**
 * Which of the events that wait with one and the same {@code ts} may come next: the table of media-metrics §2. Players
 * post several calls at once, so their order of arrival says little.
 */
final class Ties {

  private static final Set<EventType> ENDS = EnumSet.of(EventType.SESSION_COMPLETE, EventType.SESSION_END);

  private final Set<EventType> waiting;

  /** Among waiting events of these types, all of the same {@code ts}. */
  Ties(Collection<EventType> waiting) {
    this.waiting = EnumSet.copyOf(waiting);
  }

  /** Whether an event of that type, itself among the waiting, can be applied next. */
  boolean fits(EventType type, Open open) {
    return switch (type) {
      case AD_BREAK_START -> !open.adBreak();
      case AD_START -> open.adBreak() && !open.ad() && !waits(EventType.AD_BREAK_START);
      case AD_COMPLETE -> open.ad();
      case AD_SKIP -> open.ad() && !waits(EventType.AD_COMPLETE);
      case AD_BREAK_COMPLETE -> open.adBreak() && !open.ad()
          && (!waits(EventType.AD_START) || waits(EventType.AD_BREAK_START));
      case CHAPTER_START -> !open.chapter();
      case CHAPTER_COMPLETE, CHAPTER_SKIP -> open.chapter();
      case PLAY -> !waits(EventType.AD_BREAK_START) && !waits(EventType.AD_START) && !waits(EventType.AD_COMPLETE)
          && !waits(EventType.AD_SKIP) && !waits(EventType.AD_BREAK_COMPLETE);
      case PAUSE_START -> !waits(EventType.AD_BREAK_START) && !waits(EventType.AD_START);
      case SESSION_COMPLETE -> ENDS.containsAll(waiting);
      case SESSION_END -> waiting.size() == 1;
      default -> true;
    };
  }

  private boolean waits(EventType type) {
    return waiting.contains(type);
  }
}

package io.playhead.dev;

/** How a viewer's session comes to its end. */
public enum Ending {
  /** {@code sessionEnd} and nothing before it: the viewer left. */
  ENDED,
  /** {@code sessionComplete} and {@code sessionEnd} 1 ms later. */
  COMPLETED_AND_ENDED,
  /** {@code sessionComplete} and no more: the session closes after 60 s of log time. */
  COMPLETED,
  /** Not at all: the session closes after 10 minutes of log time. */
  ABANDONED
}

package io.playhead.dev;

/**
 * One ad of a break, as the viewer sees it.
 *
 * @param length milliseconds; -1000 if not known
 * @param watched milliseconds of ad time
 * @param interruption what happens in the middle of it
 * @param interrupted how long, in milliseconds
 */
record PlannedAd(String id, long length, long watched, Fate fate, Interruption interruption, long interrupted) {

  /** What becomes of an ad. */
  enum Fate {
    /** {@code adComplete}. */
    COMPLETED,
    /** {@code adSkip}. */
    SKIPPED,
    /** No call of its own: the next ad starts, or the break ends. */
    CUT_OFF,
    /** The viewer is gone. */
    LEFT
  }

  /** What interrupts an ad. */
  enum Interruption {
    NONE,
    PAUSE,
    BUFFERING
  }

  static PlannedAd undisturbed(String id, long length, long watched, Fate fate) {
    return new PlannedAd(id, length, watched, fate, Interruption.NONE, 0);
  }
}

package io.playhead.dev;

/**
 * What the viewers that are through did.
 *
 * @param viewers how many are through and had all their events taken
 * @param events the events of these
 * @param disturbed how many are through but lost events: their reports are anyone's guess and not in the totals
 * @param lost the events they lost: refused, or without an answer; a session that could not start loses all
 * @param retries how often a {@code sessionStart} or batch was sent again
 * @param expected what the reports on the undisturbed viewers come to, once all their sessions are closed
 */
public record Books(long viewers, long events, long disturbed, long lost, long retries, Totals expected) {

  /** Of no viewer. */
  public static final Books EMPTY = new Books(0, 0, 0, 0, 0, Totals.NONE);

  /** With one more viewer, who played that plan. */
  Books plus(ViewerPlan plan, Played played) {
    if (played.lost() > 0) {
      return new Books(viewers, events, disturbed + 1, lost + played.lost(), retries + played.retries(), expected);
    }
    return new Books(viewers + 1, events + plan.events().count(), disturbed, lost, retries + played.retries(),
        expected.plus(plan.expected()));
  }

  /**
   * How the calls of one viewer fared.
   *
   * @param lost events that were not taken
   * @param retries calls made again
   */
  record Played(long lost, long retries) {}
}

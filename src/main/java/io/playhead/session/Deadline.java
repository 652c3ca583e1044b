package io.playhead.session;

import java.util.Comparator;

/**
 * A moment of log time at which a session has something to do if nothing else comes (media-metrics §§2, 4).
 *
 * @param at log time in milliseconds
 */
public record Deadline(long at, Kind kind) implements Comparable<Deadline> {

  /** What is due; of deadlines at one moment the first kind here comes first. */
  public enum Kind {
    WINDOW,
    COMPLETED,
    INACTIVE,
    PLAYHEAD_STUCK,
    TOO_OLD
  }

  private static final Comparator<Deadline> ORDER = Comparator.comparingLong(Deadline::at)
      .thenComparing(Deadline::kind);

  @Override
  public int compareTo(Deadline other) {
    return ORDER.compare(this, other);
  }
}

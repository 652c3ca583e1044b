package io.playhead.session;

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

  @Override
  public int compareTo(Deadline other) {
    int byTime = Long.compare(at, other.at);
    return byTime != 0 ? byTime : kind.compareTo(other.kind);
  }

  /** The first of the two. */
  Deadline orEarlier(Deadline other) {
    return compareTo(other) <= 0 ? this : other;
  }
}

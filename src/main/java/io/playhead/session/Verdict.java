package io.playhead.session;

/** What became of an event (media-metrics §§2–4). */
public enum Verdict {
  /** It took effect in time. */
  APPLIED("applied"),
  /** It came after a newer one had been applied, and took effect at the clock as it stood. */
  LATE("late"),
  /** It was late, and a newer one of its kind had been applied. */
  SUPERSEDED("superseded"),
  /** It had the effect of a ping, or none. */
  IGNORED("ignored"),
  /** Its session was closed, or never started. */
  NOT_OPEN("not-open"),
  /** It still waits to be put in order. */
  WAITING("waiting");

  private final String wireName;

  Verdict(String wireName) {
    this.wireName = wireName;
  }

  /** Its name in the query API, such as {@code not-open}. */
  public String wireName() {
    return wireName;
  }
}

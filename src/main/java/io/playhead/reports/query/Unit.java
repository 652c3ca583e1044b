package io.playhead.reports.query;

/** What a metric is counted in, and so what it is where there is nothing to count. */
public enum Unit {
  /** A whole number; 0 of nothing. */
  COUNT("count", true),
  /** Seconds, with milliseconds; 0 of nothing. */
  SECONDS("seconds", true),
  /** Viewers at a time, a mean over time with decimals; 0 of nothing. */
  VIEWERS("viewers", true),
  /** Viewers of a content's minutes, a mean with decimals; 0 of nothing. */
  AUDIENCE("viewers", true),
  /** A share between 0 and 1; there is none of nothing. */
  RATIO("ratio", false),
  /** Seconds of a typical session; there is none of nothing. */
  TYPICAL_SECONDS("seconds", false),
  /** What the players send as bitrate; there is none of nothing. */
  BITRATE("as sent", false);

  private final String wireName;
  private final boolean zeroWhenEmpty;

  Unit(String wireName, boolean zeroWhenEmpty) {
    this.wireName = wireName;
    this.zeroWhenEmpty = zeroWhenEmpty;
  }

  /** The value of {@code unit} in the API. */
  public String wireName() {
    return wireName;
  }

  /** Whether nothing counts as 0; otherwise it has no value. */
  boolean isZeroWhenEmpty() {
    return zeroWhenEmpty;
  }
}

package io.playhead.reports.query;

/** What the rows are that a metric adds up. */
enum Source {
  /** Sessions, open and closed, as {@code s}. */
  SESSIONS,
  /** Ads that are over, as {@code a}; their sessions as {@code s}. */
  ADS,
  /** Minutes of live counts, summed over partitions, as {@code v}. */
  LIVE
}

package io.playhead.reports.query;

import io.playhead.reports.query.Period.Bucket;
import java.util.List;

/**
 * The number of the bucket that a moment falls into, as SQL. Joining each row with a table of buckets takes far longer (docs/decisions.md); as
 * arithmetic it needs buckets of one width, so it takes them in runs: days are of one width but for two a year.
 */
record Buckets(List<Bucket> buckets) {

  /**
   * An expression.
   *
   * @param time a TIMESTAMP within the buckets
   */
  String indexOf(String time) {
    if (buckets.size() == 1) {
      return "0";
    }
    String millis = "epoch_ms(" + time + ")";
    StringBuilder sql = new StringBuilder("CASE");
    int first = 0;
    for (int i = 1; i <= buckets.size(); i++) {
      if (i == buckets.size() || buckets.get(i).millis() != buckets.get(first).millis()) {
        Bucket run = buckets.get(first);
        sql.append(" WHEN ").append(millis).append(" < ").append(buckets.get(i - 1).end().toEpochMilli())
            .append(" THEN ").append(first).append(" + (").append(millis).append(" - ")
            .append(run.start().toEpochMilli()).append(") // ").append(run.millis());
        first = i;
      }
    }
    return sql.append(" END").toString();
  }
}

package io.playhead.reports.query;

import io.playhead.reports.query.Dimension.Kind;
import io.playhead.reports.query.Period.Bucket;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The SQL of metrics of one source over a period: a row of all, one a bucket, or one a group.
 *
 * @param source what all the metrics are made from
 * @param metrics at least one
 * @param by the dimensions whose values make the groups
 * @param buckets the pieces of the period; one, of all of it, for no time series
 */
record MetricQuery(Source source, List<Metric> metrics, List<Dimension> by, Period period, Filters filters,
    List<Bucket> buckets) {

  /** The columns: number of the bucket, a text for each dimension, empty where there is no value, and a value for each metric. */
  Sql sql() {
    return select().add(groups());
  }

  /** The first groups in the order of one of the metrics, with one more column: how many groups there are. */
  Sql top(Metric order, boolean descending, int limit) {
    return new Sql("SELECT *, count(*) OVER () FROM (").add(sql()).add(") ORDER BY " + column(metrics.indexOf(order))
        + (descending ? " DESC" : "") + " NULLS LAST, " + byColumns() + " LIMIT " + limit);
  }

  /** Only these groups. */
  Sql of(List<List<String>> groups) {
    Sql condition = new Sql("");
    for (List<String> group : groups) {
      condition.add(condition.isEmpty() ? "" : " OR ").add("(");
      for (int i = 0; i < by.size(); i++) {
        condition.add(i == 0 ? "" : " AND ").add("g" + i + " = ?", group.get(i));
      }
      condition.add(")");
    }
    return new Sql("SELECT * FROM (").add(sql()).add(") WHERE ").add(condition);
  }

  private Sql select() {
    Sql sql = new Sql("SELECT " + new Buckets(buckets).indexOf(time()) + " AS bucket");
    for (int i = 0; i < by.size(); i++) {
      sql.add(", ").add(source == Source.LIVE ? new Sql("v.g" + i) : value(by.get(i))).add(" AS g" + i);
    }
    for (int i = 0; i < metrics.size(); i++) {
      sql.add(", " + metrics.get(i).sql() + " AS " + column(i));
    }
    return sql.add(" FROM ").add(rows());
  }

  private String time() {
    return switch (source) {
      case SESSIONS -> "s.started";
      case ADS -> "a.started";
      case LIVE -> "v.minute";
    };
  }

  private Sql rows() {
    return switch (source) {
      case SESSIONS -> new Sql("all_sessions s").add(where(inPeriod("s.started"))).add(filters.onSessions());
      case ADS -> new Sql(needSession() ? "ads a JOIN all_sessions s ON s.sid = a.sid" : "ads a")
          .add(where(inPeriod("a.started"))).add(filters.onAds());
      case LIVE -> minutes();
    };
  }

  private Sql inPeriod(String time) {
    return new Sql(time + " >= ? AND " + time + " < ?", period.from(), period.to());
  }

  /** All partitions together: how many were heard of in each minute. */
  private Sql minutes() {
    Sql sql = new Sql("(SELECT l.minute");
    for (int i = 0; i < by.size(); i++) {
      sql.add(", coalesce(l.\"" + by.get(i).column() + "\", '') AS g" + i);
    }
    return sql.add(", sum(l.starting + l.playing + l.paused + l.buffering + l.ad) AS viewers")
        .add(activities()).add(" FROM live l")
        .add(where(inPeriod("l.minute"))).add(filters.onLive()).add(" GROUP BY ALL) v");
  }

  private static String activities() {
    return Stream.of("starting", "playing", "paused", "buffering", "ad")
        .map(activity -> ", sum(l." + activity + ") AS " + activity).collect(Collectors.joining());
  }

  /** Whether something is asked of ads that only their sessions know. */
  private boolean needSession() {
    return Stream.concat(by.stream(), filters.dimensions())
        .anyMatch(dimension -> !dimension.isOnAds());
  }

  private static Sql where(Sql time) {
    return new Sql(" WHERE ").add(time);
  }

  private String groups() {
    return " GROUP BY bucket" + (by.isEmpty() ? "" : ", " + byColumns());
  }

  private String byColumns() {
    return IntStream.range(0, by.size()).mapToObj(i -> "g" + i).collect(Collectors.joining(", "));
  }

  private static String column(int metric) {
    return "m" + metric;
  }

  private Sql value(Dimension dimension) {
    boolean onAd = source == Source.ADS && dimension.isOnAds();
    String alias = onAd ? "a" : "s";
    return dimension.kind() == Kind.METADATA
        ? new Sql("coalesce(" + alias + ".metadata[?], '')", dimension.column())
        : new Sql(
            "coalesce(" + alias + ".\"" + (onAd ? dimension.adColumn() : dimension.column()) + "\"::VARCHAR, '')");
  }
}

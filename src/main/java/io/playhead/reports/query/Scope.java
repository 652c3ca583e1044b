package io.playhead.reports.query;

import io.playhead.reports.query.Dimension.Kind;
import io.playhead.reports.query.Period.Bucket;
import java.util.List;
import java.util.Optional;

/** What a question for metrics is about, and how it is cut. */
record Scope(Period period, Filters filters, List<Dimension> by, List<Bucket> buckets) {

  /** The query of those of the metrics that come from a source; empty if there are none, or it does not know the dimensions. */
  Optional<MetricQuery> query(Source source, List<Metric> metrics) {
    List<Metric> own = metrics.stream().filter(metric -> metric.source() == source).toList();
    return own.isEmpty() || !knows(source) ? Optional.empty()
        : Optional.of(new MetricQuery(source, own, by, period, filters, buckets));
  }

  /** Whether a source knows the dimensions of the filters and of the groups. */
  boolean knows(Source source) {
    return switch (source) {
      case SESSIONS -> by.stream().noneMatch(dimension -> dimension.kind() == Kind.AD);
      case ADS -> true;
      case LIVE -> by.stream().allMatch(Dimension::isLive)
          && filters.dimensions().allMatch(Dimension::isLive);
    };
  }
}

package io.playhead.reports.query;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Tells what can be asked for. */
public final class Catalogue {
  private static final int MOST_KEYS = 1000;

  private final Rows rows;

  /** Makes it. */
  public Catalogue(Rows rows) {
    this.rows = rows;
  }

  /** All metrics. */
  public record Metrics(List<MetricEntry> metrics) {}

  /** A metric, as {@link Metric} defines it. */
  public record MetricEntry(String name, String title, String unit, String definition) {}

  /**
   * All dimensions.
   *
   * @param metadataKeys the customers' keys of a period's sessions, each a dimension {@code metadata.KEY}
   */
  public record Dimensions(List<DimensionEntry> dimensions, List<String> metadataKeys) {}

  /**
   * A dimension.
   *
   * @param kind what its values are
   * @param groups whether a breakdown can make rows of them
   */
  public record DimensionEntry(String name, String kind, boolean groups) {}

  /** No parameters. */
  public Metrics metrics(Question question) throws BadQueryException {
    question.allowOnly();
    return new Metrics(Arrays.stream(Metric.values()).map(metric -> new MetricEntry(metric.wireName(), metric.title(),
        metric.unit().wireName(), metric.definition())).toList());
  }

  /** Parameters: those of the period. */
  public Dimensions dimensions(Question question) throws BadQueryException {
    question.allowPeriodAnd();
    Period period = question.period();
    List<String> keys = rows.of(new Sql("SELECT DISTINCT unnest(map_keys(s.metadata)) AS key FROM all_sessions s"
        + " WHERE s.started >= ? AND s.started < ? ORDER BY key LIMIT " + MOST_KEYS, period.from(), period.to()),
        row -> Rows.text(row, 1));
    return new Dimensions(Dimension.all().stream().map(dimension -> new DimensionEntry(dimension.name(),
        dimension.kind().name().toLowerCase(Locale.ROOT), dimension.canGroup())).toList(), keys);
  }
}

package io.playhead.reports.query;

import io.playhead.reports.query.Period.Bucket;
import io.playhead.reports.query.Question.Order;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Answers questions for metrics: one figure, a figure for each point in time, a figure for each group.
 *
 * <p>A metric that cannot be told for the filters or groups asked for, such as concurrent viewers by genre, is {@code null}.
 */
public final class MetricQueries {
  private static final int USUAL_GROUPS = 20;
  private static final int MOST_OF_TRENDS = 100_000;
  /** A minute that has begun is counted as a whole when it ends. */
  private static final int SECONDS_OF_A_MINUTE = 60;

  private final Rows rows;
  private final int maxRows;

  /**
   * Makes it.
   *
   * @param maxRows the most groups of a breakdown
   */
  public MetricQueries(Rows rows, int maxRows) {
    this.rows = rows;
    this.maxRows = maxRows;
  }

  /** All of a period in one. */
  public record Summary(String from, String to, Map<String, @Nullable Number> metrics) {}

  /** A period in pieces, none left out. */
  public record TimeSeries(String from, String to, String interval, List<Point> points) {}

  /**
   * A piece of a period.
   *
   * @param time its begin
   */
  public record Point(String time, Map<String, @Nullable Number> metrics) {}

  /**
   * A period by the values of dimensions.
   *
   * @param groups how many there are, of which {@code rows} has the first
   */
  public record Breakdown(String from, String to, List<String> by, List<Group> rows, long groups) {}

  /**
   * What has the same values in all the dimensions.
   *
   * @param key the value of each dimension, {@code null} for none
   * @param trend the metric that groups are sorted by in each piece of the period; {@code null} if nobody asked for it
   */
  public record Group(Map<String, @Nullable String> key, Map<String, @Nullable Number> metrics,
      @Nullable List<@Nullable Number> trend) {}

  /** Where figures belong: the number of a bucket, and the values of the dimensions. */
  private record Place(int bucket, List<String> group) {}

  /** Figures of one place. */
  private record Figures(Place place, Map<Metric, Number> values, long groups) {}

  /** Parameters: {@code metrics}, and those of period and filters. */
  public Summary summary(Question question) throws BadQueryException {
    question.allow("metrics");
    Period period = question.period();
    List<Metric> metrics = question.metrics();
    Scope scope = new Scope(period, question.filters(), List.of(), List.of(period.whole(question.now())));
    var figures = measure(scope, metrics);
    return new Summary(period.from().toString(), period.to().toString(),
        named(scope, metrics, figures.get(new Place(0, List.of()))));
  }

  /** Parameters: {@code interval}, {@code metrics}, and those of period and filters. */
  public TimeSeries timeSeries(Question question) throws BadQueryException {
    question.allow("metrics", "interval");
    Period period = question.period();
    List<Metric> metrics = question.metrics();
    List<Bucket> buckets = period.buckets("interval", question.interval(), question.now());
    Scope scope = new Scope(period, question.filters(), List.of(), buckets);
    var figures = measure(scope, metrics);
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < buckets.size(); i++) {
      points.add(new Point(buckets.get(i).start().toString(),
          named(scope, metrics, figures.get(new Place(i, List.of())))));
    }
    return new TimeSeries(period.from().toString(), period.to().toString(), question.interval().wireName(), points);
  }

  /**
   * Parameters: {@code by}, {@code order} (a metric), {@code limit}, {@code metrics}, {@code trend} (an interval), and those of period
   * and filters.
   */
  public Breakdown breakdown(Question question) throws BadQueryException {
    question.allow("by", "order", "limit", "metrics", "trend");
    Period period = question.period();
    List<Metric> metrics = question.metrics();
    Scope scope = new Scope(period, question.filters(), question.by(), List.of(period.whole(question.now())));
    Order order = question.order(metrics.getFirst().wireName());
    Metric first = Question.metric("order", order.name());
    if (!scope.knows(first.source())) {
      throw new BadQueryException("order: " + first.wireName() + " cannot be told for these filters and dimensions");
    }
    int limit = question.limit(USUAL_GROUPS, maxRows);
    List<Bucket> pieces = pieces(question, period, limit);
    List<Figures> top = top(scope, with(first, metrics), first, order.descending(), limit);
    List<List<String>> groups = top.stream().map(figures -> figures.place().group()).toList();
    Map<Place, Map<Metric, Number>> all = collect(top);
    for (Source source : others(first.source())) {
      scope.query(source, metrics).ifPresent(query -> add(all, askFor(groups, query)));
    }
    var trends = trends(new Scope(period, scope.filters(), scope.by(), pieces), first, groups);
    List<Group> named = top.stream().map(Figures::place).map(place -> new Group(key(scope.by(), place.group()),
        named(scope, metrics, all.get(place)), trends.get(place.group()))).toList();
    return new Breakdown(period.from().toString(), period.to().toString(),
        scope.by().stream().map(Dimension::name).toList(), named, top.isEmpty() ? 0 : top.getFirst().groups());
  }

  /** What trends are told by; empty if nobody asked for them. */
  private static List<Bucket> pieces(Question question, Period period, int groups) throws BadQueryException {
    Optional<Interval> trend = question.trend();
    if (trend.isEmpty()) {
      return List.of();
    }
    List<Bucket> pieces = period.buckets("trend", trend.get(), question.now());
    if ((long) pieces.size() * groups > MOST_OF_TRENDS) {
      throw new BadQueryException("trend: " + groups + " rows of " + pieces.size() + " figures are more than "
          + MOST_OF_TRENDS + "; ask for a wider one, a shorter period or a smaller limit");
    }
    return pieces;
  }

  /** How a metric went in each group: one query, where one for each group would read all the rows as often. */
  private Map<List<String>, List<@Nullable Number>> trends(Scope scope, Metric metric, List<List<String>> groups) {
    if (scope.buckets().isEmpty()) {
      return Map.of();
    }
    MetricQuery query = scope.query(metric.source(), List.of(metric)).orElseThrow();
    Map<Place, Map<Metric, Number>> figures = collect(askFor(groups, query));
    Map<List<String>, List<@Nullable Number>> trends = new HashMap<>();
    for (List<String> group : groups) {
      List<@Nullable Number> trend = new ArrayList<>();
      for (int piece = 0; piece < scope.buckets().size(); piece++) {
        trend.add(value(scope, metric, figures.get(new Place(piece, group))));
      }
      trends.put(group, trend);
    }
    return trends;
  }

  private List<Figures> askFor(List<List<String>> groups, MetricQuery query) {
    return groups.isEmpty() ? List.of() : ask(query, query.of(groups));
  }

  private Map<Place, Map<Metric, Number>> measure(Scope scope, List<Metric> metrics) {
    Map<Place, Map<Metric, Number>> all = new HashMap<>();
    for (Source source : Source.values()) {
      scope.query(source, metrics).ifPresent(query -> add(all, ask(query, query.sql())));
    }
    return all;
  }

  private List<Figures> top(Scope scope, List<Metric> metrics, Metric first, boolean descending, int limit) {
    MetricQuery query = scope.query(first.source(), metrics).orElseThrow();
    return ask(query, query.top(first, descending, limit));
  }

  private List<Figures> ask(MetricQuery query, Sql sql) {
    return rows.of(sql, row -> read(query, row));
  }

  /** The columns in the order of {@link MetricQuery#sql}, and the number of groups behind them if it is there. */
  private static Figures read(MetricQuery query, ResultSet row) throws SQLException {
    int column = 1;
    int bucket = row.getInt(column++);
    List<String> group = new ArrayList<>();
    for (int i = 0; i < query.by().size(); i++) {
      group.add(Rows.text(row, column++));
    }
    long seconds = query.buckets().get(bucket).seconds();
    long least = query.source() == Source.LIVE ? SECONDS_OF_A_MINUTE : 1;
    Map<Metric, Number> values = new HashMap<>();
    for (Metric metric : query.metrics()) {
      Number value = Rows.number(row, column++);
      if (value != null) {
        values.put(metric,
            metric.isMeanOverTime() ? Rows.plain(value.doubleValue() / Math.max(seconds, least)) : value);
      }
    }
    long groups = row.getMetaData().getColumnCount() >= column ? row.getLong(column) : 0;
    return new Figures(new Place(bucket, group), values, groups);
  }

  private static Map<Place, Map<Metric, Number>> collect(List<Figures> figures) {
    Map<Place, Map<Metric, Number>> all = new HashMap<>();
    add(all, figures);
    return all;
  }

  private static void add(Map<Place, Map<Metric, Number>> all, List<Figures> figures) {
    figures.forEach(some -> all.computeIfAbsent(some.place(), none -> new HashMap<>()).putAll(some.values()));
  }

  private static Map<String, @Nullable Number> named(Scope scope, List<Metric> metrics,
      @Nullable Map<Metric, Number> values) {
    Map<String, @Nullable Number> named = new LinkedHashMap<>();
    metrics.forEach(metric -> named.put(metric.wireName(), value(scope, metric, values)));
    return named;
  }

  private static @Nullable Number value(Scope scope, Metric metric, @Nullable Map<Metric, Number> values) {
    boolean isZero = metric.unit().isZeroWhenEmpty() && scope.knows(metric.source());
    return Optional.ofNullable(values).map(known -> known.get(metric)).orElse(isZero ? Integer.valueOf(0) : null);
  }

  private static Map<String, @Nullable String> key(List<Dimension> by, List<String> values) {
    Map<String, @Nullable String> key = new LinkedHashMap<>();
    for (int i = 0; i < by.size(); i++) {
      key.put(by.get(i).name(), values.get(i).isEmpty() ? null : values.get(i));
    }
    return key;
  }

  private static List<Metric> with(Metric first, List<Metric> metrics) {
    if (metrics.contains(first)) {
      return metrics;
    }
    List<Metric> all = new ArrayList<>(metrics);
    all.add(first);
    return all;
  }

  private static List<Source> others(Source source) {
    return Arrays.stream(Source.values()).filter(other -> other != source).toList();
  }
}

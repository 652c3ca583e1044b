package io.playhead.reports.query;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers questions for how sessions spread: over the content, over a metric's values, over errors. */
public final class AudienceQueries {
  private static final int MARK = 5;
  private static final int USUAL_ERRORS = 50;

  /** The width of a bucket and the first value that all the rest is put together from. */
  private record Histogram(String column, String unit, double width, double last) {}

  private static final Map<String, Histogram> HISTOGRAMS = Map.of(
      "timeToStart", new Histogram("s.timeToStart", "seconds", 0.5, 10),
      "bitrateAverage", new Histogram("s.bitrateAverage", "as sent", 500, 20_000),
      "timePlayed", new Histogram("s.timePlayed", "seconds", 300, 10_800));

  private final Rows rows;
  private final int maxRows;

  /**
   * Makes it.
   *
   * @param maxRows the most errors of an answer
   */
  public AudienceQueries(Rows rows, int maxRows) {
    this.rows = rows;
    this.maxRows = maxRows;
  }

  /**
   * How much of the content was watched by how many.
   *
   * @param sessions closed sessions of content with a known length in which content was started
   */
  public record Retention(long sessions, List<Mark> points) {}

  /**
   * A mark of the content.
   *
   * @param percent where it stands, in per cent of the length
   * @param sessions how many watched it
   * @param share of all; {@code null} if there are none
   */
  public record Mark(int percent, long sessions, @Nullable Number share) {}

  /** How many sessions have which value. */
  public record Distribution(String of, String unit, List<Range> buckets) {}

  /**
   * Some values of a metric.
   *
   * @param from the least
   * @param to the first that is too large; {@code null} for no bound
   */
  public record Range(Number from, @Nullable Number to, long sessions) {}

  /** Errors by how many sessions had them. */
  public record Errors(List<SeenError> errors) {}

  /** An error that sessions had. */
  public record SeenError(String id, String source, long sessions) {}

  /** Parameters: those of period and filters. */
  public Retention retention(Question question) throws BadQueryException {
    question.allow();
    String played = " AND s.isPlayed AND s.length > 0";
    long sessions = rows.of(sessions("SELECT count(*) FROM all_sessions s", question).add(played),
        row -> row.getLong(1)).getFirst();
    Sql marks = new Sql("SELECT mark, count(*) FROM (").add(
        sessions("SELECT unnest(s.watchedMarks) AS mark FROM all_sessions s", question).add(played))
        .add(") GROUP BY mark");
    Map<Integer, Long> watched = new HashMap<>();
    rows.of(marks, row -> watched.put(row.getInt(1), row.getLong(2)));
    List<Mark> points = new ArrayList<>();
    for (int percent = 0; percent <= 100; percent += MARK) {
      long here = watched.getOrDefault(percent, 0L);
      points.add(new Mark(percent, here, sessions == 0 ? null : Rows.plain((double) here / sessions)));
    }
    return new Retention(sessions, points);
  }

  /** Parameters: {@code of}, and those of period and filters. */
  public Distribution distribution(Question question) throws BadQueryException {
    question.allow("of");
    String of = question.choice("of", HISTOGRAMS.keySet().stream().sorted().toList());
    Histogram histogram = HISTOGRAMS.getOrDefault(of, HISTOGRAMS.values().iterator().next());
    Sql sql = sessions("SELECT least(floor(" + histogram.column + " / " + histogram.width + ") * " + histogram.width
        + ", " + histogram.last + ") AS low, count(*) FROM all_sessions s", question)
        .add(" AND " + histogram.column + " IS NOT NULL GROUP BY low ORDER BY low");
    List<Range> found = rows.of(sql, row -> range(histogram, row.getDouble(1), row.getLong(2)));
    return new Distribution(of, histogram.unit, filled(histogram, found));
  }

  /** Parameters: {@code limit}, and those of period and filters. */
  public Errors errors(Question question) throws BadQueryException {
    question.allow("limit");
    String select = "SELECT e.id, e.source, count(*) AS sessions FROM errors e";
    Period period = question.period();
    // When their session was started errors know themselves: only filters need look it up.
    Sql sql = question.filters().isEmpty()
        ? new Sql(select + " WHERE e.started >= ? AND e.started < ?", period.from(), period.to())
        : sessions(select + " JOIN all_sessions s ON s.sid = e.sid", question);
    sql.add(" GROUP BY e.id, e.source ORDER BY sessions DESC, e.id, e.source LIMIT "
        + question.limit(USUAL_ERRORS, maxRows));
    return new Errors(
        rows.of(sql, row -> new SeenError(Rows.text(row, 1), Rows.text(row, 2), row.getLong(3))));
  }

  private static Sql sessions(String select, Question question) throws BadQueryException {
    Period period = question.period();
    Sql sql = new Sql(select + " WHERE s.started >= ? AND s.started < ?", period.from(), period.to());
    return sql.add(question.filters().onSessions());
  }

  private static Range range(Histogram histogram, double from, long sessions) {
    return new Range(Rows.plain(from), from < histogram.last ? Rows.plain(from + histogram.width) : null, sessions);
  }

  /** With the empty ones between the first and the last. */
  private static List<Range> filled(Histogram histogram, List<Range> found) {
    List<Range> all = new ArrayList<>();
    for (Range range : found) {
      double from = range.from().doubleValue();
      for (double next = end(histogram, all, from); next < from; next += histogram.width) {
        all.add(range(histogram, next, 0));
      }
      all.add(range);
    }
    return all;
  }

  private static double end(Histogram histogram, List<Range> ranges, double otherwise) {
    return ranges.isEmpty() ? otherwise : ranges.getLast().from().doubleValue() + histogram.width;
  }
}

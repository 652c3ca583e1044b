package io.playhead.reports.query;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers what was refused and why, grouped so that a player developer sees what to mend. */
public final class RejectedQueries {
  private static final int USUAL_LIMIT = 100;

  private final Rows rows;
  private final int maxRows;

  /**
   * Makes it.
   *
   * @param maxRows the most groups of an answer
   */
  public RejectedQueries(Rows rows, int maxRows) {
    this.rows = rows;
    this.maxRows = maxRows;
  }

  /**
   * Refusals by what is wrong.
   *
   * @param total all of the period, those of groups that are left out included
   */
  public record Rejected(long total, List<Group> groups) {}

  /**
   * Refusals of one kind.
   *
   * @param pointer where in the body, with {@code *} for the place in an array; {@code null} if not in one place
   * @param rule the rule of the schema that does not hold
   * @param wanted what the schema asks for, in words
   * @param last when the last came
   */
  public record Group(String reason, @Nullable String eventType, @Nullable String pointer, @Nullable String rule,
      @Nullable String wanted, @Nullable String message, long count, @Nullable String last, Example example) {}

  /** The last of its kind. */
  public record Example(@Nullable String sid, @Nullable String body, @Nullable String verdict) {}

  /** Parameters: {@code limit} and those of the period. */
  public Rejected rejected(Question question) throws BadQueryException {
    question.allowPeriodAnd("limit");
    Period period = question.period();
    int limit = question.limit(USUAL_LIMIT, maxRows);
    Sql sql = new Sql("SELECT r.reason, r.eventType, regexp_replace(r.pointer, '/[0-9]+', '/*', 'g') AS place, r.rule,"
        + " arg_max(r.detail, r.at), arg_max(r.message, r.at), count(*) AS calls, max(r.at), arg_max(r.sid, r.at),"
        + " arg_max(r.body, r.at), arg_max(r.verdict, r.at)::VARCHAR FROM rejected r WHERE r.at >= ? AND r.at < ?"
        + " GROUP BY r.reason, r.eventType, place, r.rule ORDER BY calls DESC, r.reason, r.eventType, place, r.rule"
        + " LIMIT " + limit, period.from(), period.to());
    List<Group> groups = rows.of(sql, row -> new Group(Rows.text(row, 1), row.getString(2), row.getString(3),
        row.getString(4), row.getString(5), row.getString(6), row.getLong(7), Rows.moment(row, 8),
        new Example(row.getString(9), row.getString(10), row.getString(11))));
    long total = rows.of(new Sql("SELECT count(*) FROM rejected r WHERE r.at >= ? AND r.at < ?", period.from(),
        period.to()), row -> row.getLong(1)).getFirst();
    return new Rejected(total, groups);
  }
}

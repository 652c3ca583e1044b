package io.playhead.reports.query;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers how many are watching: now, over the last hour, and what (media-metrics §8, concurrent viewers). */
public final class LiveQueries {
  private static final int MINUTES = 60;
  private static final int TOP = 20;

  /**
   * Each partition ends a minute once a minute, at a second of its own, and its record takes a moment to come here: what is
   * younger than this is its latest.
   */
  private static final Duration LATEST = Duration.ofSeconds(75);

  private static final String COUNTS =
      "coalesce(sum(l.starting), 0), coalesce(sum(l.playing), 0), coalesce(sum(l.paused), 0),"
          + " coalesce(sum(l.buffering), 0), coalesce(sum(l.ad), 0)";

  private final Rows rows;

  /** Makes it. */
  public LiveQueries(Rows rows) {
    this.rows = rows;
  }

  /**
   * Who is watching.
   *
   * @param at when it was asked
   * @param viewers by what they do, by each partition's last minute
   * @param history by minute, the last whole ones, none left out
   * @param top what most are watching
   */
  public record Live(String at, Viewers viewers, List<Minute> history, List<Audience> top) {}

  /** Sessions heard of within a minute, by their state after the last event in it. */
  public record Viewers(long starting, long playing, long paused, long buffering, long ad, long total) {
    private static final Viewers NONE = new Viewers(0, 0, 0, 0, 0, 0);
  }

  /** A minute that has passed; {@code minute} is its begin. */
  public record Minute(String minute, Viewers viewers) {}

  /** What is watched, and by how many; {@code key} without values is what the aggregators put together as the rest. */
  public record Audience(Map<String, @Nullable String> key, Viewers viewers) {}

  /** Parameters: filters, of dimensions that live counts know. */
  public Live live(Question question) throws BadQueryException {
    question.allowOnly("filter");
    Filters filters = question.filters();
    for (Dimension dimension : filters.dimensions().toList()) {
      if (!dimension.isLive()) {
        throw new BadQueryException("filter: live counts do not know " + dimension.name()
            + ", but name, channel, contentType, playerName and streamType");
      }
    }
    Instant now = question.now();
    return new Live(now.truncatedTo(ChronoUnit.SECONDS).toString(), now(now, filters), history(now, filters),
        top(now, filters));
  }

  private Viewers now(Instant now, Filters filters) {
    Sql sql = new Sql("SELECT " + COUNTS + " FROM live l WHERE ").add(latest(now));
    return rows.of(restricted(sql, filters), row -> viewers(row, 1)).getFirst();
  }

  private List<Minute> history(Instant now, Filters filters) {
    Instant end = now.truncatedTo(ChronoUnit.MINUTES);
    Instant begin = end.minus(MINUTES, ChronoUnit.MINUTES);
    Sql sql = new Sql("SELECT l.minute, " + COUNTS + " FROM live l WHERE l.minute >= ? AND l.minute < ?", begin, end);
    Map<String, Viewers> known = new HashMap<>();
    rows.of(restricted(sql, filters).add(" GROUP BY l.minute"),
        row -> known.put(String.valueOf(Rows.moment(row, 1)), viewers(row, 2)));
    List<Minute> history = new ArrayList<>();
    for (Instant minute = begin; minute.isBefore(end); minute = minute.plus(1, ChronoUnit.MINUTES)) {
      history.add(new Minute(minute.toString(), known.getOrDefault(minute.toString(), Viewers.NONE)));
    }
    return history;
  }

  private List<Audience> top(Instant now, Filters filters) {
    Sql sql = new Sql("SELECT l.name, l.channel, l.contentType, l.playerName, l.streamType, " + COUNTS
        + " FROM live l WHERE ").add(latest(now));
    return rows.of(restricted(sql, filters).add(" GROUP BY ALL ORDER BY sum(l.starting + l.playing + l.paused"
        + " + l.buffering + l.ad) DESC, l.name NULLS LAST, l.channel, l.contentType, l.playerName, l.streamType LIMIT "
        + TOP), LiveQueries::audience);
  }

  /** Of each partition the last minute that ended, if it ended lately. */
  private static Sql latest(Instant now) {
    return new Sql("(l.logPartition, l.endedAt) IN (SELECT (n.logPartition, max(n.endedAt)) FROM live n"
        + " WHERE n.endedAt >= ? GROUP BY n.logPartition)", now.minus(LATEST));
  }

  private static Sql restricted(Sql sql, Filters filters) {
    return sql.add(filters.onLive());
  }

  private static Viewers viewers(ResultSet row, int column) throws SQLException {
    long[] counts = new long[5];
    long total = 0;
    for (int i = 0; i < counts.length; i++) {
      counts[i] = row.getLong(column + i);
      total += counts[i];
    }
    return new Viewers(counts[0], counts[1], counts[2], counts[3], counts[4], total);
  }

  private static Audience audience(ResultSet row) throws SQLException {
    Map<String, @Nullable String> key = new LinkedHashMap<>();
    List<String> names = List.of("name", "channel", "contentType", "playerName", "streamType");
    for (int i = 0; i < names.size(); i++) {
      key.put(names.get(i), row.getString(i + 1));
    }
    return new Audience(key, viewers(row, names.size() + 1));
  }
}

package io.playhead.reports.query;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Answers questions for the sessions behind the figures. A row has its report's names; what is unknown is absent. */
public final class SessionQueries {
  private static final int USUAL_LIMIT = 50;
  private static final int MOST = 1000;
  private static final int MOST_OPEN = 10_000;
  private static final String SEPARATOR = " ";

  /** More than the day at whose end a session is closed (media-metrics §4). */
  private static final Duration MARGIN = Duration.ofDays(2);
  private static final Duration NEAR = Duration.ofMinutes(15);

  private final Rows rows;

  /** Makes it. */
  public SessionQueries(Rows rows) {
    this.rows = rows;
  }

  /**
   * Some of the sessions of a period.
   *
   * @param next the {@code cursor} of those after them; {@code null} if there are none
   */
  public record Page(List<Map<String, Object>> sessions, @Nullable String next) {}

  /** A session with what belongs to it. */
  public record Detail(Map<String, Object> session, List<Map<String, Object>> ads, List<Map<String, Object>> chapters,
      List<Map<String, Object>> states, List<Map<String, Object>> errors) {}

  /**
   * Where the records of a session stand in {@code media.events}.
   *
   * @param lastOffset that of the record that closed it; empty while it is open
   */
  public record Logged(int partition, long firstOffset, OptionalLong lastOffset) {}

  /** Where a session stands in the order: the value it is sorted by, and its id. */
  private record Place(String value, String sid) {
    String cursor() {
      return Base64.getUrlEncoder().withoutPadding()
          .encodeToString((value + SEPARATOR + sid).getBytes(StandardCharsets.UTF_8));
    }
  }

  /** A session of a page: its place, and when it was started. */
  private record Found(Place place, Instant started) {}

  /** Parameters: {@code order}, {@code limit}, {@code cursor}, and those of period and filters. */
  public Page page(Question question) throws BadQueryException {
    question.allow("order", "limit", "cursor");
    SessionOrder order = SessionOrder.of(question.order(SessionOrder.STARTED));
    int limit = question.limit(USUAL_LIMIT, MOST);
    Optional<Place> after = place(order, question.one("cursor"));
    Sql sql = found("SELECT " + order.key() + ", s.sid, s.started", question);
    after.ifPresent(place -> sql.add(" AND ").add(order.after(place.value(), place.sid())));
    Optional<String> last = last(question, order, after, limit + 1);
    last.ifPresent(value -> sql.add(" AND ").add(order.upTo(value)));
    sql.add(order.by() + ", s.sid LIMIT " + (limit + 1));
    List<Found> found = rows.of(sql, row -> new Found(new Place(String.valueOf(Rows.value(row, 1)), Rows.text(row, 2)),
        Instant.parse(Objects.requireNonNull(Rows.moment(row, 3)))));
    List<Found> page = found.subList(0, Math.min(limit, found.size()));
    // The store is filled between the two queries: a session that moves in the order is not the end of it.
    boolean more = !page.isEmpty() && (last.isPresent() || found.size() > limit);
    return new Page(sessions(page), more ? page.getLast().place().cursor() : null);
  }

  /**
   * A value that the page does not go beyond; empty if there are no more sessions than fit. It is found by values alone: ids are long,
   * and only of what is left they are read.
   */
  private Optional<String> last(Question question, SessionOrder order, Optional<Place> after, int sessions)
      throws BadQueryException {
    Sql sql = found("SELECT " + order.key(), question);
    after.ifPresent(place -> sql.add(" AND ").add(order.beyond(place.value())));
    sql.add(order.by() + " LIMIT 1 OFFSET " + (sessions - 1));
    return rows.of(sql, row -> String.valueOf(Rows.value(row, 1))).stream().findFirst();
  }

  /** All of them, with all columns; sorted if the question says so. Parameters: {@code order}, and those of period and filters. */
  Sql all(Question question) throws BadQueryException {
    question.allow("order");
    Sql sql = found("SELECT s.*", question);
    if (question.one("order").isPresent()) {
      sql.add(SessionOrder.of(question.order(SessionOrder.STARTED)).by() + ", s.sid");
    }
    return sql;
  }

  private static Sql found(String select, Question question) throws BadQueryException {
    Period period = question.period();
    Sql sql =
        new Sql(select + " FROM all_sessions s WHERE s.started >= ? AND s.started < ?", period.from(), period.to());
    return sql.add(question.filters().onSessions());
  }

  /** In queries of their own: sorting needs only the place of a row, not all of it. The times they were started lead there quickly. */
  private List<Map<String, Object>> sessions(List<Found> page) {
    Map<Object, Map<String, Object>> bySid = new HashMap<>();
    for (List<Found> group : neighbours(page)) {
      Sql sql = new Sql("SELECT * FROM all_sessions s WHERE s.started IN (" + parameters(group.size())
          + ") AND s.sid IN (" + parameters(group.size()) + ")");
      group.forEach(found -> sql.add("", found.started()));
      group.forEach(found -> sql.add("", found.place().sid()));
      rows.of(sql, row -> bySid.put(row.getString("sid"), fields(row)));
    }
    return page.stream().map(found -> found.place().sid())
        .map(sid -> bySid.getOrDefault(sid, Map.of("sid", sid))).toList();
  }

  /** In groups that were started one shortly after another: in one query for all, what was started between them would be read too. */
  private static List<List<Found>> neighbours(List<Found> page) {
    List<List<Found>> groups = new ArrayList<>();
    for (Found found : page.stream().sorted(Comparator.comparing(Found::started)).toList()) {
      if (groups.isEmpty() || found.started().isAfter(groups.getLast().getLast().started().plus(NEAR))) {
        groups.add(new ArrayList<>());
      }
      groups.getLast().add(found);
    }
    return groups;
  }

  private static String parameters(int number) {
    return String.join(", ", Collections.nCopies(number, "?"));
  }

  /** The session of an id. */
  public Optional<Detail> session(String sid) {
    return rows.of(new Sql("SELECT * FROM all_sessions s WHERE s.sid = ?", sid), SessionQueries::fields).stream()
        .findFirst().map(found -> new Detail(found, of("ads", "loggedAt", found), of("chapters", "loggedAt", found),
            of("states", "name", found), of("errors", "id", found)));
  }

  /** Where the records of a session stand in the event log; empty if no report here tells. */
  public Optional<Logged> logged(String sid) {
    return rows.of(new Sql("SELECT s.logPartition, s.firstOffset, s.lastOffset, s.closed IS NULL FROM all_sessions s"
        + " WHERE s.sid = ? AND s.firstOffset IS NOT NULL", sid),
        row -> new Logged(row.getInt(1), row.getLong(2),
            row.getBoolean(4) ? OptionalLong.empty() : OptionalLong.of(row.getLong(3))))
        .stream().findFirst();
  }

  /** The ids of open sessions of the players of a name, the latest ones if there are very many. */
  public Set<String> openSessionsOf(String player) {
    return Set.copyOf(rows.of(new Sql("SELECT sid FROM open_sessions WHERE playerName = ? ORDER BY started DESC LIMIT "
        + MOST_OPEN, player), row -> Rows.text(row, 1)));
  }

  /**
   * The rows of a table that belong to a session. They say when it was started as it does itself, or, if it does not say it by the log,
   * when they were logged: a small part of the table, also if the device's clock is ahead of the session's end.
   */
  private List<Map<String, Object>> of(String table, String order, Map<String, Object> session) {
    Instant started = instant(session, "started");
    Instant closed = session.containsKey("closed") ? instant(session, "closed") : started;
    Sql sql = new Sql("SELECT * FROM " + table + " WHERE sid = ? AND started >= ?", String.valueOf(session.get("sid")),
        (started.isBefore(closed) ? started : closed).minus(MARGIN));
    if (session.containsKey("closed")) {
      sql.add(" AND started <= ?", (started.isAfter(closed) ? started : closed).plus(MARGIN));
    }
    return rows.of(sql.add(" ORDER BY " + order), row -> {
      Map<String, Object> fields = fields(row);
      fields.remove("sid");
      fields.remove("started");
      return fields;
    });
  }

  private static Instant instant(Map<String, Object> session, String name) {
    return Instant.parse(String.valueOf(session.get(name)));
  }

  private static Optional<Place> place(SessionOrder order, Optional<String> cursor) throws BadQueryException {
    if (cursor.isEmpty()) {
      return Optional.empty();
    }
    try {
      String[] place =
          new String(Base64.getUrlDecoder().decode(cursor.get()), StandardCharsets.UTF_8).split(SEPARATOR, -1);
      order.value(place[0]);
      return Optional.of(new Place(place[0], place[1]));
    } catch (IllegalArgumentException | DateTimeException | ArrayIndexOutOfBoundsException e) {
      throw new BadQueryException("cursor: it is none that an answer in this order gave as next");
    }
  }

  private static Map<String, Object> fields(ResultSet row) throws SQLException {
    ResultSetMetaData columns = row.getMetaData();
    Map<String, Object> fields = new LinkedHashMap<>();
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      Object value = Rows.value(row, i);
      if (value != null) {
        fields.put(columns.getColumnName(i), value);
      }
    }
    return fields;
  }
}

package io.playhead.reports.query;

import io.playhead.reports.query.Question.Order;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Answers questions for the sessions behind the figures. A row has its report's names; what is unknown is absent. */
public final class SessionQueries {
  private static final String STARTED = "started";
  private static final int USUAL_LIMIT = 50;
  private static final int MOST = 1000;
  private static final int MOST_OPEN = 10_000;
  private static final String SEPARATOR = " ";

  /** What sessions can be sorted by besides {@code started}: numbers, of which an open session has none. */
  private static final Set<String> ORDERS = Set.of("timePlayed", "totalTimePlayed", "uniqueTimePlayed", "pauseTime",
      "bufferTime", "bufferCount", "stallTime", "stallCount", "timeToStart", "bitrateAverage", "errorCount", "adCount",
      "eventCount", "lateEvents");

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

  /** Parameters: {@code order}, {@code limit}, {@code cursor}, and those of period and filters. */
  public Page page(Question question) throws BadQueryException {
    question.allow("order", "limit", "cursor");
    Period period = question.period();
    Order order = question.order(STARTED);
    int limit = question.limit(USUAL_LIMIT, MOST);
    String key = key(order);
    Sql sql = new Sql("SELECT " + key + ", s.sid FROM all_sessions s WHERE s.started >= ? AND s.started < ?",
        period.from(), period.to());
    for (Filter filter : question.filters()) {
      sql.add(" AND ").add(filter.onSessions());
    }
    Optional<String> cursor = question.one("cursor");
    if (cursor.isPresent()) {
      sql.add(" AND ").add(after(order, key, cursor.get()));
    }
    sql.add(" ORDER BY " + key + (order.descending() ? " DESC" : " ASC") + ", s.sid LIMIT " + (limit + 1));
    List<Place> places = rows.of(sql, row -> new Place(String.valueOf(Rows.value(row, 1)), Rows.text(row, 2)));
    List<Place> page = places.subList(0, Math.min(limit, places.size()));
    return new Page(sessions(page, period), places.size() > limit ? page.getLast().cursor() : null);
  }

  /** In a query of their own: sorting needs only the place and the id of a row, not all of it. */
  private List<Map<String, Object>> sessions(List<Place> page, Period period) {
    if (page.isEmpty()) {
      return List.of();
    }
    Sql sql = new Sql("SELECT * FROM all_sessions s WHERE s.started >= ? AND s.started < ? AND s.sid IN ("
        + String.join(", ", Collections.nCopies(page.size(), "?")) + ")", period.from(), period.to());
    page.forEach(place -> sql.add("", place.sid()));
    Map<Object, Map<String, Object>> bySid = new HashMap<>();
    rows.of(sql, row -> bySid.put(row.getString("sid"), fields(row)));
    return page.stream().map(place -> bySid.getOrDefault(place.sid(), Map.of("sid", place.sid()))).toList();
  }

  /** The session of an id. */
  public Optional<Detail> session(String sid) {
    List<Map<String, Object>> session = rows.of(new Sql("SELECT * FROM all_sessions s WHERE s.sid = ?", sid),
        SessionQueries::fields);
    return session.stream().findFirst().map(found -> new Detail(found, of("ads", "loggedAt", sid),
        of("chapters", "loggedAt", sid), of("states", "name", sid), of("errors", "id", sid)));
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

  private List<Map<String, Object>> of(String table, String order, String sid) {
    return rows.of(new Sql("SELECT * FROM " + table + " WHERE sid = ? ORDER BY " + order, sid), row -> {
      Map<String, Object> fields = fields(row);
      fields.remove("sid");
      fields.remove(STARTED);
      return fields;
    });
  }

  private static String key(Order order) throws BadQueryException {
    if (order.name().equals(STARTED)) {
      return "s.started";
    }
    if (!ORDERS.contains(order.name())) {
      throw new BadQueryException("order: sessions are sorted by started or " + String.join(", ",
          ORDERS.stream().sorted().toList()) + ", not by \"" + order.name() + "\"");
    }
    return "coalesce(s." + order.name() + ", -1)";
  }

  /** What sorts behind the last session of the page before. */
  private static Sql after(Order order, String key, String cursor) throws BadQueryException {
    try {
      String[] place = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8).split(SEPARATOR, -1);
      Object value = order.name().equals(STARTED) ? Instant.parse(place[0]) : number(place[0]);
      return new Sql("(" + key + (order.descending() ? " < ?" : " > ?") + " OR (" + key + " = ? AND s.sid > ?))",
          value, value, place[1]);
    } catch (IllegalArgumentException | DateTimeException | ArrayIndexOutOfBoundsException e) {
      throw new BadQueryException("cursor: it is none that an answer in this order gave as next");
    }
  }

  private static BigDecimal number(String text) {
    if (!text.matches("-?\\d{1,19}(\\.\\d{1,6})?")) {
      throw new IllegalArgumentException("no number of the store");
    }
    return new BigDecimal(text);
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

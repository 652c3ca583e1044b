package io.playhead.reports.query;

import io.playhead.reports.query.Question.Order;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Set;

/**
 * By what sessions are sorted, as SQL on rows {@code s}. Those of one value stand in the order of their ids.
 *
 * @param name of a column
 */
record SessionOrder(String name, boolean descending) {
  static final String STARTED = "started";

  /** What sessions can be sorted by besides {@link #STARTED}: numbers, of which an open session has none. */
  private static final Set<String> NUMBERS = Set.of("timePlayed", "totalTimePlayed", "uniqueTimePlayed", "pauseTime",
      "bufferTime", "bufferCount", "stallTime", "stallCount", "timeToStart", "bitrateAverage", "errorCount", "adCount",
      "eventCount", "lateEvents");
  private static final String NONE = "-1";

  static SessionOrder of(Order order) throws BadQueryException {
    if (!order.name().equals(STARTED) && !NUMBERS.contains(order.name())) {
      throw new BadQueryException("order: sessions are sorted by started or " + String.join(", ",
          NUMBERS.stream().sorted().toList()) + ", not by \"" + order.name() + "\"");
    }
    return new SessionOrder(order.name(), order.descending());
  }

  /** The value that is sorted by; that of a session without one is below all others. */
  String key() {
    return isByStart() ? "s.started" : "coalesce(s." + name + ", " + NONE + ")";
  }

  /** The clause that sorts by it. */
  String by() {
    return " ORDER BY " + key() + (descending ? " DESC" : " ASC");
  }

  /** What sorts behind a session of a value and an id. */
  Sql after(String value, String sid) {
    return new Sql("(").add(beyond(value)).add(" OR (" + key() + " = ? AND s.sid > ?))", value(value), sid);
  }

  /** What sorts behind all of a value. */
  Sql beyond(String value) {
    return new Sql(key() + (descending ? " < ?" : " > ?"), value(value));
  }

  /** What sorts up to a value, it included. On the column alone where that says the same: then what is elsewhere is not even read. */
  Sql upTo(String value) {
    boolean isAlone = descending && !value.equals(NONE);
    return new Sql((isAlone ? "s." + name : key()) + (descending ? " >= ?" : " <= ?"), value(value));
  }

  /**
   * A value as the database takes it.
   *
   * @throws IllegalArgumentException if it is no number of the store
   * @throws DateTimeException if it is no moment
   */
  Object value(String text) {
    if (isByStart()) {
      return Instant.parse(text);
    }
    if (!text.matches("-?\\d{1,19}(\\.\\d{1,6})?")) {
      throw new IllegalArgumentException("no number of the store");
    }
    return new BigDecimal(text);
  }

  private boolean isByStart() {
    return name.equals(STARTED);
  }
}

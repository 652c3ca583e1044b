package io.playhead.reports.query;

import io.playhead.reports.query.Dimension.Kind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps what has one of some values in a dimension. Values go into the store as parameters, never as SQL.
 *
 * @param values at least one
 */
record Filter(Dimension dimension, List<String> values) {
  private static final String RANGE = "..";

  /** The condition on rows {@code s} of sessions; there is none of ads, which {@link Filters} puts together. */
  Sql onSessions() {
    return switch (dimension.kind()) {
      case TEXT, FLAG -> anyOf(column("s", dimension.column()));
      case OPEN -> anyOf(new Sql("(s.closed IS NULL)::VARCHAR"));
      case METADATA -> metadata("s");
      case NUMBER -> ranges();
      case WATCHED -> any("list_contains(s.watchedMarks, ?::TINYINT)", values);
      case AD -> throw new IllegalStateException("a filter of ads is one of sessions only together with the others");
      case ERROR ->
        new Sql("s.sid IN (SELECT e.sid FROM errors e WHERE ").add(ofSource()).add(anyOf(column("e", "id"))).add(")");
      case STATE -> new Sql("s.sid IN (SELECT p.sid FROM states p WHERE ").add(anyOf(column("p", "name"))).add(")");
    };
  }

  /** The condition on rows {@code a} of ads; if they do not know the dimension, of their session {@code s}. */
  Sql onAds() {
    if (!dimension.isOnAds()) {
      return onSessions();
    }
    return dimension.kind() == Kind.METADATA ? metadata("a") : anyOf(column("a", dimension.adColumn()));
  }

  /** The condition on rows {@code l} of live counts. */
  Sql onLive() {
    return anyOf(column("l", dimension.column()));
  }

  private static Sql column(String alias, String name) {
    return new Sql(alias + ".\"" + name + "\"::VARCHAR");
  }

  private Sql metadata(String alias) {
    return anyOf(new Sql(alias + ".metadata[?]", dimension.column()));
  }

  /** A row without a value has the empty one. Only where that is asked for the column is wrapped: of a bare one the store can skip what does not fit. */
  private Sql anyOf(Sql column) {
    Sql value = values.contains("") ? new Sql("coalesce(").add(column).add(", '')") : column;
    return value.add(" IN (" + String.join(", ", Collections.nCopies(values.size(), "?")) + ")", values.toArray());
  }

  private Sql ofSource() {
    return dimension.column().isEmpty() ? new Sql("") : new Sql("e.source = ? AND ", dimension.column());
  }

  private static Sql any(String condition, List<?> values) {
    return new Sql("(" + String.join(" OR ", Collections.nCopies(values.size(), condition)) + ")", values.toArray());
  }

  private Sql ranges() {
    Sql sql = new Sql("(");
    for (int i = 0; i < values.size(); i++) {
      sql.add(i == 0 ? "" : " OR ").add(range(values.get(i)));
    }
    return sql.add(")");
  }

  private Sql range(String value) {
    String column = "s.\"" + dimension.column() + "\"";
    int dots = value.indexOf(RANGE);
    if (dots < 0) {
      return new Sql(column + " = ?", new BigDecimal(value));
    }
    Sql sql = new Sql(column + " IS NOT NULL");
    String low = value.substring(0, dots);
    String high = value.substring(dots + RANGE.length());
    if (!low.isEmpty()) {
      sql.add(" AND " + column + " >= ?", new BigDecimal(low));
    }
    if (!high.isEmpty()) {
      sql.add(" AND " + column + " < ?", new BigDecimal(high));
    }
    return new Sql("(").add(sql).add(")");
  }

  /** Fails if a value is none of the dimension's. */
  void check() throws BadQueryException {
    for (String value : values) {
      switch (dimension.kind()) {
        case FLAG, OPEN -> require(value.equals("true") || value.equals("false"), value, "true or false");
        case NUMBER -> require(isRange(value), value, "a number, or a range such as 2..4, 2.. or ..4");
        case WATCHED -> require(value.matches("100|\\d{1,2}"), value, "a whole number of per cent, 0 to 100");
        case TEXT, METADATA, AD, ERROR, STATE -> {
        }
      }
    }
  }

  private static boolean isRange(String value) {
    String number = "-?\\d{1,12}(\\.\\d{1,6})?";
    return value.matches(number) || value.matches("(" + number + ")?\\.\\.(" + number + ")?");
  }

  private void require(boolean holds, String value, String expected) throws BadQueryException {
    if (!holds) {
      throw new BadQueryException("filter: " + dimension.name() + " is " + expected + ", not \"" + value + "\"");
    }
  }
}

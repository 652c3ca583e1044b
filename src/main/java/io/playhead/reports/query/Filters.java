package io.playhead.reports.query;

import io.playhead.reports.query.Dimension.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The filters of a question; all hold. As SQL each begins with {@code AND}, so that they stand behind another condition. */
record Filters(List<Filter> all) {

  /** Reads parameters of the form {@code name:value}; values of one name stand side by side. */
  static Filters of(List<String> parameters) throws BadQueryException {
    Map<Dimension, List<String>> values = new LinkedHashMap<>();
    for (String parameter : parameters) {
      int colon = parameter.indexOf(':');
      if (colon < 1) {
        throw new BadQueryException("filter: \"" + parameter + "\" is not of the form name:value");
      }
      Dimension dimension = Dimension.named("filter", parameter.substring(0, colon));
      values.computeIfAbsent(dimension, none -> new ArrayList<>()).add(parameter.substring(colon + 1));
    }
    List<Filter> filters = new ArrayList<>();
    for (var entry : values.entrySet()) {
      Filter filter = new Filter(entry.getKey(), List.copyOf(entry.getValue()));
      filter.check();
      filters.add(filter);
    }
    return new Filters(List.copyOf(filters));
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  Stream<Dimension> dimensions() {
    return all.stream().map(Filter::dimension);
  }

  /** The conditions on rows {@code s} of sessions; those on ads hold for one and the same ad. */
  Sql onSessions() {
    Sql sql = new Sql("");
    all.stream().filter(Predicate.not(Filters::isOfAds)).forEach(filter -> sql.add(" AND ").add(filter.onSessions()));
    List<Filter> ofAds = all.stream().filter(Filters::isOfAds).toList();
    if (!ofAds.isEmpty()) {
      sql.add(" AND s.sid IN (SELECT a.sid FROM ads a WHERE true");
      ofAds.forEach(filter -> sql.add(" AND ").add(filter.onAds()));
      sql.add(")");
    }
    return sql;
  }

  /** The conditions on rows {@code a} of ads, and {@code s} of their sessions where ads do not know the dimension. */
  Sql onAds() {
    Sql sql = new Sql("");
    all.forEach(filter -> sql.add(" AND ").add(filter.onAds()));
    return sql;
  }

  /** The conditions on rows {@code l} of live counts. */
  Sql onLive() {
    Sql sql = new Sql("");
    all.forEach(filter -> sql.add(" AND ").add(filter.onLive()));
    return sql;
  }

  private static boolean isOfAds(Filter filter) {
    return filter.dimension().kind() == Kind.AD;
  }
}

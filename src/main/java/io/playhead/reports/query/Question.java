package io.playhead.reports.query;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The parameters of a question as they came, read one by one. A parameter that nothing asks for is an error, so that a misspelt one
 * does not pass unseen.
 */
public final class Question {
  private static final List<String> PERIOD = List.of("from", "to", "zone");

  private final Map<String, List<String>> parameters;
  private final Instant now;

  /**
   * A question.
   *
   * @param parameters the values of each parameter
   * @param now when it is asked
   */
  public Question(Map<String, List<String>> parameters, Instant now) {
    this.parameters = Map.copyOf(parameters);
    this.now = now;
  }

  Instant now() {
    return now;
  }

  /** The same without some parameters. */
  Question without(String... names) {
    Map<String, List<String>> rest = new HashMap<>(parameters);
    rest.keySet().removeAll(List.of(names));
    return new Question(rest, now);
  }

  /** The same, with a value for a parameter that has none. */
  Question orElse(String parameter, String value) {
    Map<String, List<String>> more = new HashMap<>(parameters);
    more.putIfAbsent(parameter, List.of(value));
    return new Question(more, now);
  }

  /** Fails if there are others than these and those of the period and the filters. */
  Question allow(String... names) throws BadQueryException {
    return only(Stream.concat(Stream.of("filter"), Stream.concat(PERIOD.stream(), Stream.of(names))));
  }

  /** Fails if there are others than these and those of the period. */
  Question allowPeriodAnd(String... names) throws BadQueryException {
    return only(Stream.concat(PERIOD.stream(), Stream.of(names)));
  }

  /** Fails if there are others than these. */
  Question allowOnly(String... names) throws BadQueryException {
    return only(Stream.of(names));
  }

  private Question only(Stream<String> names) throws BadQueryException {
    List<String> allowed = names.sorted().toList();
    for (String name : parameters.keySet()) {
      if (!allowed.contains(name)) {
        throw new BadQueryException(name + ": no such parameter here; "
            + (allowed.isEmpty() ? "there are none" : "there are " + String.join(", ", allowed)));
      }
    }
    return this;
  }

  Period period() throws BadQueryException {
    return Period.of(one("from"), one("to"), one("zone"), now);
  }

  Filters filters() throws BadQueryException {
    return Filters.of(parameters.getOrDefault("filter", List.of()));
  }

  /** The metrics asked for, in their order; without a word all. */
  List<Metric> metrics() throws BadQueryException {
    Optional<String> names = one("metrics");
    if (names.isEmpty()) {
      return List.of(Metric.values());
    }
    List<Metric> metrics = new ArrayList<>();
    for (String name : names.get().split(",", -1)) {
      Metric metric = metric("metrics", name);
      if (!metrics.contains(metric)) {
        metrics.add(metric);
      }
    }
    return metrics;
  }

  /** The dimensions of {@code by}: one to three. */
  List<Dimension> by() throws BadQueryException {
    String names = one("by").orElseThrow(() -> new BadQueryException("by: say by which dimension, such as channel"));
    List<Dimension> by = new ArrayList<>();
    for (String name : names.split(",", -1)) {
      Dimension dimension = Dimension.named("by", name);
      if (!dimension.canGroup()) {
        throw new BadQueryException("by: there are no rows by " + name);
      }
      by.add(dimension);
    }
    if (by.size() > 3) {
      throw new BadQueryException("by: at most three dimensions");
    }
    return by;
  }

  Interval interval() throws BadQueryException {
    return Interval.named("interval", one("interval").orElse(Interval.HOUR.wireName()));
  }

  /** The width of the points of a trend, if one is asked for. */
  Optional<Interval> trend() throws BadQueryException {
    Optional<String> name = one("trend");
    return name.isPresent() ? Optional.of(Interval.named("trend", name.get())) : Optional.empty();
  }

  /** The number of rows asked for. */
  int limit(int usual, int most) throws BadQueryException {
    String text = one("limit").orElse(String.valueOf(Math.min(usual, most)));
    if (!text.matches("\\d{1,9}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > most) {
      throw new BadQueryException("limit: \"" + text + "\" is no whole number from 1 to " + most);
    }
    return Integer.parseInt(text);
  }

  /** The order {@code name:asc} or {@code name:desc}; descending without a word. */
  Order order(String usual) throws BadQueryException {
    String text = one("order").orElse(usual);
    int colon = text.indexOf(':');
    String direction = colon < 0 ? "desc" : text.substring(colon + 1);
    if (!List.of("asc", "desc").contains(direction)) {
      throw new BadQueryException("order: \"" + text + "\" is not of the form name:asc or name:desc");
    }
    return new Order(colon < 0 ? text : text.substring(0, colon), direction.equals("desc"));
  }

  /** One of some words. */
  String choice(String parameter, List<String> words) throws BadQueryException {
    String word = one(parameter).orElse("");
    if (!words.contains(word)) {
      throw new BadQueryException(parameter + ": \"" + word + "\" is none of " + String.join(", ", words));
    }
    return word;
  }

  static Metric metric(String parameter, String name) throws BadQueryException {
    return Metric.named(name).orElseThrow(() -> new BadQueryException(
        parameter + ": \"" + name + "\" is no metric; GET /reports/v1/metrics lists them"));
  }

  /** The value of a parameter that is given at most once. */
  Optional<String> one(String parameter) throws BadQueryException {
    List<String> values = parameters.getOrDefault(parameter, List.of());
    if (values.size() > 1) {
      throw new BadQueryException(parameter + ": given " + values.size() + " times");
    }
    return values.stream().findFirst();
  }

  /** By what rows are sorted. */
  record Order(String name, boolean descending) {}
}

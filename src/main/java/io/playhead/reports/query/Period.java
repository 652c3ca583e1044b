package io.playhead.reports.query;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The time a question is about: sessions that were started in it.
 *
 * @param from its begin, included
 * @param to its end, not included
 * @param zone by whose clocks days are cut
 */
public record Period(Instant from, Instant to, ZoneId zone) {
  private static final Duration USUAL = Duration.ofHours(24);
  private static final int MOST_BUCKETS = 10_000;
  private static final Pattern FOUR_DIGITS = Pattern.compile("\\d{4}-");

  /** A piece of a period; {@code seconds} is how much of it lies in the period and is past, at least one. */
  record Bucket(Instant start, Instant end, long seconds) {
    long millis() {
      return Duration.between(start, end).toMillis();
    }
  }

  /** Reads the parameters {@code from}, {@code to} and {@code zone}; without them the last 24 hours in UTC. */
  static Period of(Optional<String> from, Optional<String> to, Optional<String> zone, Instant now)
      throws BadQueryException {
    ZoneId clocks = zone(zone.orElse("UTC"));
    Instant end = to.isPresent() ? moment("to", to.get(), clocks) : now;
    Instant start = from.isPresent() ? moment("from", from.get(), clocks) : end.minus(USUAL);
    if (!start.isBefore(end)) {
      throw new BadQueryException("from: " + start + " is not before to: " + end);
    }
    return new Period(start, end, clocks);
  }

  /** All of it in one piece. */
  Bucket whole(Instant now) {
    return new Bucket(from, to, seconds(from, earlier(to, now)));
  }

  /**
   * The pieces it falls into, without gaps; the first may begin before it.
   *
   * @param parameter which asks for that interval
   */
  List<Bucket> buckets(String parameter, Interval interval, Instant now) throws BadQueryException {
    List<Bucket> buckets = new ArrayList<>();
    Instant past = earlier(to, now);
    ZonedDateTime start = interval.floor(from.atZone(zone));
    while (start.toInstant().isBefore(to)) {
      if (buckets.size() == MOST_BUCKETS) {
        throw new BadQueryException(parameter + ": the period has more than " + MOST_BUCKETS + " of a "
            + interval.wireName() + "; ask for a wider interval or a shorter period");
      }
      ZonedDateTime next = interval.next(start);
      buckets.add(new Bucket(start.toInstant(), next.toInstant(),
          seconds(later(start.toInstant(), from), earlier(next.toInstant(), past))));
      start = next;
    }
    return buckets;
  }

  private static long seconds(Instant from, Instant to) {
    return Math.max(1, Duration.between(from, to).toSeconds());
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }

  private static Instant any(String text, ZoneId zone) {
    if (text.endsWith("Z")) {
      return Instant.parse(text);
    }
    return text.indexOf('T') < 0 ? LocalDate.parse(text).atStartOfDay(zone).toInstant()
        : LocalDateTime.parse(text).atZone(zone).toInstant();
  }

  private static ZoneId zone(String name) throws BadQueryException {
    try {
      return ZoneId.of(name);
    } catch (DateTimeException e) {
      throw new BadQueryException("zone: \"" + name + "\" is no time zone such as Europe/Berlin");
    }
  }

  private static Instant moment(String parameter, String text, ZoneId zone) throws BadQueryException {
    try {
      if (FOUR_DIGITS.matcher(text).lookingAt()) {
        return any(text, zone);
      }
      throw new DateTimeException("the year has more digits than a moment of the store");
    } catch (DateTimeException e) {
      throw new BadQueryException(parameter + ": \"" + text
          + "\" is no moment such as 2026-11-22T10:00:00Z, or 2026-11-22 or 2026-11-22T10:00 by the clocks of zone");
    }
  }
}

package io.playhead.reports.query;

import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The width of the points of a time series. */
public enum Interval {
  MINUTE(ChronoUnit.MINUTES),
  HOUR(ChronoUnit.HOURS),
  DAY(ChronoUnit.DAYS);

  private final ChronoUnit unit;

  Interval(ChronoUnit unit) {
    this.unit = unit;
  }

  /** The interval of a name that a parameter gives. */
  static Interval named(String parameter, String name) throws BadQueryException {
    for (Interval interval : values()) {
      if (interval.wireName().equals(name)) {
        return interval;
      }
    }
    throw new BadQueryException(parameter + ": \"" + name + "\" is none of "
        + Arrays.stream(values()).map(Interval::wireName).collect(Collectors.joining(", ")));
  }

  /** Its name in the API. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Where the interval begins that holds a moment, by the clocks of its zone; where they skip midnight, the day begins later. */
  ZonedDateTime floor(ZonedDateTime moment) {
    return this == DAY ? moment.toLocalDate().atStartOfDay(moment.getZone()) : moment.truncatedTo(unit);
  }

  /** Where the next begins; a day may have 23 or 25 hours. */
  ZonedDateTime next(ZonedDateTime start) {
    return this == DAY ? start.toLocalDate().plusDays(1).atStartOfDay(start.getZone()) : start.plus(1, unit);
  }
}

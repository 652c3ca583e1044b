package io.playhead.config;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The units in which durations are written: {@code 250ms}, {@code 10s}, {@code 5m}, {@code 24h}, {@code 7d}. */
enum DurationUnit {
  ms(1),
  s(1_000),
  m(60_000),
  h(3_600_000),
  d(86_400_000);

  private static final Pattern TEXT = Pattern.compile("(\\d{1,12})(ms|s|m|h|d)");

  private final long millis;

  DurationUnit(long millis) {
    this.millis = millis;
  }

  /**
   * Reads a duration from its text.
   *
   * @throws IllegalArgumentException if the text is no whole number followed by a unit
   */
  static Duration parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not a duration: " + text);
    }
    return Duration.ofMillis(Math.multiplyExact(Long.parseLong(matcher.group(1)), valueOf(matcher.group(2)).millis));
  }

  /** The text of a duration with the largest unit that gives a whole number; milliseconds are the smallest. */
  static String format(Duration duration) {
    long millis = duration.toMillis();
    DurationUnit unit = millis == 0 ? s : ms;
    for (DurationUnit larger : values()) {
      if (millis > 0 && millis % larger.millis == 0) {
        unit = larger;
      }
    }
    return millis / unit.millis + unit.name();
  }
}

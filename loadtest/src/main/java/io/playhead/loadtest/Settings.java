package io.playhead.loadtest;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;

/**
 * What a run is told by system properties of the same names. Durations are written {@code 0.5s}, {@code 10s}, {@code 5m},
 * {@code 1h30m}.
 *
 * @param target base of the gateway's URLs
 * @param management base of the management port's URLs
 * @param kafka brokers with the reports; empty for no check of what comes out
 * @param reports the topic of reports
 * @param rate sessions that start a second
 * @param duration how long sessions start; a run takes longer by its last sessions
 * @param compression how many times faster than real the players' time passes
 * @param p99 longest response time, 99th percentile
 * @param errors largest share of requests that fail, in percent
 * @param hostile share of the sessions that are hostile, 0 to 1, in {@link Hostile}
 * @param step how long each level of {@link Ramp} lasts
 * @param growth how many times the rate of the level before a level of {@link Ramp} has
 * @param capacity the fewest events a second that {@link Ramp} must find
 * @param closeWait longest time without a new close report until the missing ones are given up
 */
record Settings(String target, String management, String kafka, String reports, double rate, Duration duration,
    double compression, Duration p99, double errors, double hostile, Duration step, double growth, double capacity,
    Duration closeWait) {

  /**
   * The settings of this process.
   *
   * @param duration for a run that is not told another
   * @throws IllegalArgumentException if a value is not of its form
   */
  static Settings fromSystemProperties(Duration duration) {
    return new Settings(text("target", "http://localhost:8080"), text("management", "http://localhost:8081"),
        text("kafka", "localhost:9092"), text("reports", "media.reports"), number("rate", 5),
        duration("duration", duration), number("compression", 60), duration("p99", Duration.ofMillis(500)),
        number("errors", 0), number("hostile", 0.2), duration("step", Duration.ofSeconds(10)), number("growth", 1.2),
        number("capacity", 1), duration("closeWait", Duration.ofSeconds(60)));
  }

  private static String text(String name, String otherwise) {
    return Optional.ofNullable(System.getProperty(name)).orElse(otherwise);
  }

  private static double number(String name, double otherwise) {
    String text = text(name, String.valueOf(otherwise));
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("-D" + name + " must be a number, was \"" + text + "\"", e);
    }
  }

  private static Duration duration(String name, Duration otherwise) {
    String text = text(name, otherwise.toString().substring(2));
    try {
      return Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("-D" + name + " must be a duration such as 10s, was \"" + text + "\"", e);
    }
  }
}

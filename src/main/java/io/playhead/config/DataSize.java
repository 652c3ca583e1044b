package io.playhead.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An amount of data, written with its unit: {@code 512B}, {@code 64KiB}, {@code 2MiB}, {@code 1GiB}.
 *
 * @param bytes the amount in bytes, at least 0
 */
public record DataSize(long bytes) implements Comparable<DataSize> {
  private static final Pattern TEXT = Pattern.compile("(\\d{1,18})(B|KiB|MiB|GiB)");

  /** Rejects a negative amount. */
  public DataSize {
    if (bytes < 0) {
      throw new IllegalArgumentException("negative size: " + bytes);
    }
  }

  /**
   * Reads a size from its text.
   *
   * @throws IllegalArgumentException if the text is no whole number followed by a unit, or too large for a long
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static DataSize parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not a size: " + text);
    }
    return new DataSize(Math.multiplyExact(Long.parseLong(matcher.group(1)), Unit.valueOf(matcher.group(2)).bytes));
  }

  /** The amount in bytes for an API that counts in int; all configured sizes fit (see {@link ConfigRules}). */
  public int toIntBytes() {
    return Math.toIntExact(bytes);
  }

  @Override
  public int compareTo(DataSize other) {
    return Long.compare(bytes, other.bytes);
  }

  /** The text with the largest unit that gives a whole number. */
  @JsonValue
  @Override
  public String toString() {
    Unit unit = Unit.B;
    for (Unit larger : Unit.values()) {
      if (bytes > 0 && bytes % larger.bytes == 0) {
        unit = larger;
      }
    }
    return bytes / unit.bytes + unit.name();
  }

  /** By powers of 1,024, smallest first. */
  private enum Unit {
    B(1),
    KiB(1L << 10),
    MiB(1L << 20),
    GiB(1L << 30);

    final long bytes;

    Unit(long bytes) {
      this.bytes = bytes;
    }
  }
}

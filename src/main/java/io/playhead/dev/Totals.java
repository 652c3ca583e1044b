package io.playhead.dev;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What reports come to, summed field by field.
 *
 * <p>A field is named by the type of its report and its path in it, such as
 * {@code sessionClose.sessionDetails.timePlayed}. A number counts as itself, in the unit of the report, a flag as 1; a
 * text, or a mark that was watched, is part of the name, as in {@code sessionClose.sessionDetails.closeReason.ended}, and counts 1, and so does the
 * type of a report by itself. A player state stands under its name: {@code sessionClose.states.mute.time}.
 *
 * @param values by the fields' names; none is 0, and none has trailing zeros, so that equal sums are equal values
 */
public record Totals(SortedMap<String, BigDecimal> values) {

  /** Of no report at all. */
  public static final Totals NONE = new Totals(new TreeMap<>());

  /** Takes a copy, in the form described. */
  public Totals {
    TreeMap<String, BigDecimal> normal = new TreeMap<>(values);
    normal.replaceAll((name, value) -> value.stripTrailingZeros());
    normal.values().removeIf(value -> value.signum() == 0);
    values = Collections.unmodifiableSortedMap(normal);
  }

  /** The sums of both. */
  public Totals plus(Totals other) {
    TreeMap<String, BigDecimal> sums = new TreeMap<>(values);
    for (Map.Entry<String, BigDecimal> entry : other.values.entrySet()) {
      sums.merge(entry.getKey(), entry.getValue(), BigDecimal::add);
    }
    return new Totals(sums);
  }
}

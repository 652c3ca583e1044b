package io.playhead.dev;

import java.math.BigDecimal;
import java.util.SortedMap;
import java.util.TreeMap;

/** Adds up the fields of reports; their names are those of {@link Totals}. */
final class Tally {
  private final SortedMap<String, BigDecimal> sums = new TreeMap<>();

  void one(String name) {
    add(name, 1);
  }

  void oneIf(boolean set, String name) {
    add(name, set ? 1 : 0);
  }

  void add(String name, long number) {
    add(name, BigDecimal.valueOf(number));
  }

  /** Reports give times in seconds. */
  void addTime(String name, long millis) {
    add(name, BigDecimal.valueOf(millis, 3));
  }

  void add(String name, BigDecimal number) {
    sums.merge(name, number, BigDecimal::add);
  }

  Totals totals() {
    return new Totals(sums);
  }
}

package io.playhead.validation;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Guesses which of the known names was meant by an unknown one. */
final class Spelling {
  private static final int MAX_EDITS = 2;

  private Spelling() {}

  /**
   * The known name closest to the given one: it differs in upper and lower case alone, lacks a prefix such as
   * {@code media.}, or is at most two edits away; the first of equally close ones.
   */
  static Optional<String> closest(String name, Collection<String> known) {
    String lower = name.toLowerCase(Locale.ROOT);
    Optional<String> sameButForCaseOrPrefix =
        known.stream().filter(candidate -> ("." + candidate.toLowerCase(Locale.ROOT)).endsWith("." + lower))
            .findFirst();
    if (sameButForCaseOrPrefix.isPresent()) {
      return sameButForCaseOrPrefix;
    }
    return known.stream().filter(candidate -> edits(lower, candidate.toLowerCase(Locale.ROOT)) <= MAX_EDITS)
        .min(Comparator.comparingInt(candidate -> edits(lower, candidate.toLowerCase(Locale.ROOT))));
  }

  /** The edit distance (Levenshtein), or more than {@link #MAX_EDITS} at once where the lengths say so. */
  private static int edits(String left, String right) {
    if (Math.abs(left.length() - right.length()) > MAX_EDITS || Math.min(left.length(), right.length()) <= MAX_EDITS) {
      return MAX_EDITS + 1;
    }
    int[] row = new int[right.length() + 1];
    for (int j = 0; j <= right.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= left.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= right.length(); j++) {
        int replaced = diagonal + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[right.length()];
  }
}

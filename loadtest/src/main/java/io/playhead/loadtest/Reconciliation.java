package io.playhead.loadtest;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The sessions that ended, held against their close reports: each must have exactly one.
 *
 * @param ended how many sessions ended
 * @param reports how many close reports they have
 * @param missing the sessions without one
 * @param repeated the sessions with several
 */
record Reconciliation(int ended, int reports, List<String> missing, List<String> repeated) {
  private static final int EXAMPLES = 5;

  /**
   * Compares.
   *
   * @param reports how many reports a session has, where it has any
   */
  static Reconciliation of(Set<String> ended, Map<String, Integer> reports) {
    return new Reconciliation(ended.size(), reports.values().stream().mapToInt(Integer::intValue).sum(),
        ended.stream().filter(sid -> !reports.containsKey(sid)).toList(),
        reports.entrySet().stream().filter(entry -> entry.getValue() > 1).map(Map.Entry::getKey).toList());
  }

  boolean isExact() {
    return missing.isEmpty() && repeated.isEmpty();
  }

  /** In words, with a few of the sessions that are wrong. */
  String describe() {
    return "%d sessions ended and have %d close reports; %d have none %s, %d several %s".formatted(ended, reports,
        missing.size(), examples(missing), repeated.size(), examples(repeated));
  }

  private static List<String> examples(List<String> sids) {
    return sids.subList(0, Math.min(EXAMPLES, sids.size()));
  }
}

package io.playhead.report;

import java.util.List;
import java.util.Map;

/**
 * One record of {@code media.live}: the sessions of one partition that were heard of in one minute of its log time, each counted once
 * (media-metrics §8).
 *
 * @param partition the partition of {@code media.events}
 * @param minute log time at its beginning, in minutes
 * @param endedAt append timestamp of the record that ended it, milliseconds since the epoch
 * @param audiences the largest first
 * @param others all other audiences together
 */
public record LiveMinute(int partition, long minute, long endedAt, List<Viewers> audiences,
    Map<Activity, Integer> others) {

  /** How many viewers of one audience do what; nobody does what is not there. */
  public record Viewers(Audience audience, Map<Activity, Integer> counts) {}
}

package io.playhead.report;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What was watched in a session (media-metrics §5.1). Durations are milliseconds of player time, {@code startedAt} and
 * {@code endedAt} milliseconds since the epoch by the device's clock.
 *
 * @param timePlayed content time
 * @param adTime ad time
 * @param watchedMarks which of {@link #MARKS} were watched, ascending
 * @param segment from the lowest to the highest playhead watched, such as {@code [0-5]}
 */
public record SessionDetails(boolean isPlayed, boolean isCompleted, long timePlayed, long adTime,
    long uniqueTimePlayed, List<Integer> watchedMarks, Optional<BigDecimal> averageMinuteAudience, long pauseCount,
    long pauseTime, Optional<String> segment, long adCount, long chapterCount, long eventCount, long lateEvents,
    long clockResets, long startedAt, long endedAt) {

  /** The shares of the content, in per cent, that {@code watchedMarks} tells of. */
  public static final List<Integer> MARKS = IntStream.rangeClosed(0, 20).map(step -> step * 5).boxed().toList();

  /** Those of them that {@code hasProgress…} tells of. */
  public static final List<Integer> PROGRESS_MARKS = List.of(10, 25, 50, 75, 95);

  private static final long ONE_STREAM = 1_800_000;

  /** Which of {@link #PROGRESS_MARKS} were watched. */
  public List<Integer> progress() {
    return PROGRESS_MARKS.stream().filter(watchedMarks::contains).toList();
  }

  /** Content and ad time. */
  public long totalTimePlayed() {
    return timePlayed + adTime;
  }

  /** One for each half hour begun. */
  public long estimatedStreams() {
    return totalTimePlayed() / ONE_STREAM + 1;
  }
}

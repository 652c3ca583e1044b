package io.playhead.reports.query;

import static io.playhead.reports.query.Source.ADS;
import static io.playhead.reports.query.Source.LIVE;
import static io.playhead.reports.query.Source.SESSIONS;
import static io.playhead.reports.query.Unit.AUDIENCE;
import static io.playhead.reports.query.Unit.BITRATE;
import static io.playhead.reports.query.Unit.COUNT;
import static io.playhead.reports.query.Unit.RATIO;
import static io.playhead.reports.query.Unit.SECONDS;
import static io.playhead.reports.query.Unit.TYPICAL_SECONDS;
import static io.playhead.reports.query.Unit.VIEWERS;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A metric over many sessions (media-metrics §8): its name, what it says, and how the store computes it. The query API, the page and
 * {@code docs/reports.md} have it from here.
 *
 * <p>Metrics of closed sessions leave open ones out; only {@link #MEDIA_STARTS} counts both.
 */
public enum Metric {
  MEDIA_STARTS("mediaStarts", "Media starts", COUNT, SESSIONS, "count(*)",
      "Sessions that were started, open ones included."),
  CONTENT_STARTS("contentStarts", "Content starts", COUNT, SESSIONS, countIf("s.isPlayed"),
      "Closed sessions in which content was started."),
  CONTENT_COMPLETES("contentCompletes", "Content completes", COUNT, SESSIONS, countIf("s.isCompleted"),
      "Closed sessions whose content was played to its end."),
  COMPLETION_RATE("completionRate", "Completion rate", RATIO, SESSIONS,
      countIf("s.isCompleted") + " / nullif(" + countIf("s.isPlayed") + ", 0)",
      "Content completes / content starts."),
  TIME_PLAYED("timePlayed", "Content time", SECONDS, SESSIONS, "sum(s.timePlayed)",
      "Seconds that main content played."),
  TOTAL_TIME_PLAYED("totalTimePlayed", "Media time", SECONDS, SESSIONS, "sum(s.totalTimePlayed)",
      "Content time and ad time."),
  UNIQUE_TIME_PLAYED("uniqueTimePlayed", "Unique time", SECONDS, SESSIONS, "sum(s.uniqueTimePlayed)",
      "Seconds of content watched, each counted once a session."),
  AVERAGE_MINUTE_AUDIENCE("averageMinuteAudience", "Average minute audience", VIEWERS, SESSIONS,
      "sum(s.timePlayed)",
      "Content time / length of the period, as far as it is past: how many watched at a time on average."),
  CONTENT_AUDIENCE("contentAudience", "Average minute audience of the content", AUDIENCE, SESSIONS,
      "sum(s.averageMinuteAudience)",
      "Content time / length of the content: how many watched each minute of it on average; of several contents the sum."),
  ESTIMATED_STREAMS("estimatedStreams", "Estimated streams", COUNT, SESSIONS, "sum(s.estimatedStreams)",
      "One for each half hour of media time begun in a session."),
  RESUMES("resumes", "Resumes", COUNT, SESSIONS, countIf("s.hasResume AND s.closed IS NOT NULL"),
      "Closed sessions that went on with one left earlier."),
  DOWNLOADS("downloads", "Downloaded sessions", COUNT, SESSIONS, countIf("s.isDownloaded"),
      "Sessions that were played offline."),
  PROGRESS_10("progress10", "Progress 10 %", COUNT, SESSIONS, countIf("s.hasProgress10"),
      "Sessions that watched the mark at 10 % of the length."),
  PROGRESS_25("progress25", "Progress 25 %", COUNT, SESSIONS, countIf("s.hasProgress25"),
      "Sessions that watched the mark at 25 % of the length."),
  PROGRESS_50("progress50", "Progress 50 %", COUNT, SESSIONS, countIf("s.hasProgress50"),
      "Sessions that watched the mark at 50 % of the length."),
  PROGRESS_75("progress75", "Progress 75 %", COUNT, SESSIONS, countIf("s.hasProgress75"),
      "Sessions that watched the mark at 75 % of the length."),
  PROGRESS_95("progress95", "Progress 95 %", COUNT, SESSIONS, countIf("s.hasProgress95"),
      "Sessions that watched the mark at 95 % of the length."),
  PAUSE_COUNT("pauseCount", "Pauses", COUNT, SESSIONS, "sum(s.pauseCount)", "Pauses of at least 250 ms."),
  PAUSE_TIME("pauseTime", "Pause time", SECONDS, SESSIONS, "sum(s.pauseTime)", "Seconds that players were paused."),
  DROPS("drops", "Drops before start", COUNT, SESSIONS,
      countIf("s.isDroppedBeforeStart AND s.eventCount > 1"),
      "Sessions closed before content was started; those of one event, retried starts, are left out."),
  DROP_RATE("dropRate", "Drop-before-start rate", RATIO, SESSIONS,
      countIf("s.isDroppedBeforeStart AND s.eventCount > 1") + " / nullif(" + countIf("s.eventCount > 1") + ", 0)",
      "Drops before start / closed sessions; those of one event are left out of both."),
  TIME_TO_START_MEDIAN("timeToStartMedian", "Time to start, median", TYPICAL_SECONDS, SESSIONS,
      "quantile_cont(s.timeToStart, [0.5, 0.95])[1]", "Half of the sessions that say so saw the first frame sooner."),
  TIME_TO_START_P95("timeToStartP95", "Time to start, p95", TYPICAL_SECONDS, SESSIONS,
      "quantile_cont(s.timeToStart, [0.5, 0.95])[2]", "95 % of the sessions that say so saw the first frame sooner."),
  BUFFER_COUNT("bufferCount", "Buffer events", COUNT, SESSIONS, "sum(s.bufferCount)",
      "How often players began to buffer."),
  BUFFER_TIME("bufferTime", "Buffer time", SECONDS, SESSIONS, "sum(s.bufferTime)",
      "Seconds of buffering, ads and start-up included."),
  STARTUP_BUFFER_TIME("startupBufferTime", "Start-up buffer time", SECONDS, SESSIONS, "sum(s.startupBufferTime)",
      "The part of buffer time before the first content played."),
  STALL_COUNT("stallCount", "Stalls", COUNT, SESSIONS, "sum(s.stallCount)",
      "How often playback stood still for at least 3 seconds while it was said to play."),
  STALL_TIME("stallTime", "Stall time", SECONDS, SESSIONS, "sum(s.stallTime)", "Seconds of stalls."),
  REBUFFERING_RATIO("rebufferingRatio", "Rebuffering ratio", RATIO, SESSIONS,
      "(sum(s.bufferTime) - sum(s.startupBufferTime) + sum(s.stallTime))"
          + " / nullif(sum(s.timePlayed) + sum(s.bufferTime) - sum(s.startupBufferTime) + sum(s.stallTime), 0)",
      "Buffer time without start-up and stall time / content time and that."),
  BITRATE_AVERAGE("bitrateAverage", "Average bitrate", BITRATE, SESSIONS,
      "fsum(s.bitrateAverage::DOUBLE * s.totalTimePlayed::DOUBLE)"
          + " / nullif(sum(s.totalTimePlayed) FILTER (s.bitrateAverage IS NOT NULL), 0)",
      "Mean of the sessions' average bitrates, weighted by media time."),
  BITRATE_CHANGE_COUNT("bitrateChangeCount", "Bitrate changes", COUNT, SESSIONS, "sum(s.bitrateChangeCount)",
      "How often players told of another bitrate."),
  DROPPED_FRAMES("droppedFrames", "Dropped frames", COUNT, SESSIONS, "sum(s.droppedFrames)",
      "Frames that players dropped, as they say."),
  ERROR_COUNT("errorCount", "Errors", COUNT, SESSIONS, "sum(s.errorCount)", "Errors that players told of."),
  ERROR_SESSIONS("errorSessions", "Sessions with errors", COUNT, SESSIONS,
      countIf("s.hasErrorImpactedStreams"), "Closed sessions with at least one error."),
  ERROR_RATE("errorRate", "Error rate", RATIO, SESSIONS,
      countIf("s.hasErrorImpactedStreams") + " / nullif(" + countIf("s.closed IS NOT NULL") + ", 0)",
      "Sessions with errors / closed sessions."),
  CHAPTER_COUNT("chapterCount", "Chapter starts", COUNT, SESSIONS, "sum(s.chapterCount)",
      "Chapters that were started."),
  AD_STARTS("adStarts", "Ad starts", COUNT, ADS, "count(*)", "Ads that were started inside breaks, and are over."),
  AD_COMPLETES("adCompletes", "Ad completes", COUNT, ADS, countIf("a.isCompleted"),
      "Ads that were played to their end."),
  AD_COMPLETION_RATE("adCompletionRate", "Ad completion rate", RATIO, ADS,
      countIf("a.isCompleted") + " / nullif(count(*), 0)", "Ad completes / ad starts."),
  AD_TIME("adTime", "Ad time", SECONDS, ADS, "sum(a.timePlayed)", "Seconds that ads played."),
  CONCURRENT_PEAK("concurrentPeak", "Concurrent viewers, peak", COUNT, LIVE, "max(v.viewers)",
      "The most sessions heard of in one minute."),
  CONCURRENT_MEAN("concurrentMean", "Concurrent viewers, mean", VIEWERS, LIVE,
      "sum(v.viewers) * 60",
      "Sessions heard of in a minute: the mean of the minutes of the period, as far as it is past; a minute without viewers"
          + " counts as 0."),
  CONCURRENT_STARTING("concurrentStarting", "Starting", VIEWERS, LIVE, "sum(v.starting) * 60",
      "Concurrent viewers, mean: those who had not begun to play."),
  CONCURRENT_PLAYING("concurrentPlaying", "Playing", VIEWERS, LIVE, "sum(v.playing) * 60",
      "Concurrent viewers, mean: those who watched the content."),
  CONCURRENT_PAUSED("concurrentPaused", "Paused", VIEWERS, LIVE, "sum(v.paused) * 60",
      "Concurrent viewers, mean: those who paused."),
  CONCURRENT_BUFFERING("concurrentBuffering", "Buffering", VIEWERS, LIVE, "sum(v.buffering) * 60",
      "Concurrent viewers, mean: those whose player buffered."),
  CONCURRENT_IN_ADS("concurrentInAds", "In an ad", VIEWERS, LIVE, "sum(v.ad) * 60",
      "Concurrent viewers, mean: those who watched an ad.");

  private static final Map<String, Metric> BY_NAME =
      Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Metric::wireName, Function.identity()));

  private final String wireName;
  private final String title;
  private final Unit unit;
  private final Source source;
  private final String sql;
  private final String definition;

  Metric(String wireName, String title, Unit unit, Source source, String sql, String definition) {
    this.wireName = wireName;
    this.title = title;
    this.unit = unit;
    this.source = source;
    this.sql = sql;
    this.definition = definition;
  }

  /** Takes half the time of {@code count(*) FILTER (WHERE …)}, and is null where the condition always is. */
  private static String countIf(String condition) {
    return "coalesce(count_if(" + condition + "), 0)";
  }

  /** The metric of a name in the API. */
  static Optional<Metric> named(String wireName) {
    return Optional.ofNullable(BY_NAME.get(wireName));
  }

  /** Its name in the API. */
  public String wireName() {
    return wireName;
  }

  /** Its name for people. */
  public String title() {
    return title;
  }

  /** What it is counted in. */
  public Unit unit() {
    return unit;
  }

  /** What it says, in a sentence. */
  public String definition() {
    return definition;
  }

  /** Whether it is a mean over the time of a period. */
  boolean isMeanOverTime() {
    return unit == VIEWERS;
  }

  Source source() {
    return source;
  }

  /** An aggregate over the rows of its source; of a mean over time, what is divided by the seconds of the period. */
  String sql() {
    return sql;
  }
}

package io.playhead.reports.query;

import io.playhead.config.ConfigLoader;
import io.playhead.config.ReportsConfig;
import io.playhead.reports.store.ReportStore;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A report store with a few sessions that can be counted by hand. All were started on 22 November 2026, UTC.
 *
 * <table>
 * <caption>Sessions; times in seconds</caption>
 * <tr><th>sid</th><th>started</th><th>channel</th><th>what</th></tr>
 * <tr><td>a…</td><td>10:00:30</td><td>web</td><td>film-1 completed, 100 of content, 30 of ads, bitrate 1000</td></tr>
 * <tr><td>b…</td><td>10:10</td><td>web</td><td>film-1 left, 50 of content, 5 rebuffering of 8 buffering, 2 stalled, an error</td></tr>
 * <tr><td>c…</td><td>11:00</td><td>app</td><td>film-2 dropped before the start</td></tr>
 * <tr><td>d…</td><td>11:30</td><td>app</td><td>film-2 of one event: a start that was tried again</td></tr>
 * <tr><td>e…</td><td>11:45</td><td>–</td><td>film-2, still open</td></tr>
 * </table>
 */
public final class SampleStore implements AutoCloseable {
  public static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  public static final String A = "a".repeat(64);
  static final String B = "b".repeat(64);
  static final String C = "c".repeat(64);
  static final String D = "d".repeat(64);
  static final String E = "e".repeat(64);

  private static final String FLAGS = """
      false hasResume, false isDownloaded, true isViewed, %1$s isPlayed, %1$s hasSegmentView, %2$s isCompleted,
      %1$s hasProgress10, %1$s hasProgress25, %2$s hasProgress50, %2$s hasProgress75, %2$s hasProgress95,
      false hasPauseImpactedStreams, NOT %1$s isDroppedBeforeStart, false hasBufferImpactedStreams,
      false hasBitrateChangeImpactedStreams, false hasDroppedFrameImpactedStreams, %3$s hasErrorImpactedStreams,
      false hasStallImpactedStreams""";

  private final ReportStore store;

  /** Makes it in an empty directory. */
  public SampleStore(Path directory) throws Exception {
    ReportsConfig config = ConfigLoader.defaults("reports.memory=100MiB").reports();
    store = ReportStore.open(directory, config);
    run(closed(A, "10:00:30", "film-1", "web", FLAGS.formatted(true, true, false),
        """
            100 timePlayed, 1.666667 averageMinuteAudience, 130 totalTimePlayed, 100 uniqueTimePlayed, 0 bufferTime, 0 startupBufferTime, 0 stallTime,
            1.5 timeToStart, 1000 bitrateAverage, 0 errorCount, 2 adCount, 20 eventCount, [0, 50, 100] watchedMarks"""));
    run(closed(B, "10:10:00", "film-1", "web", FLAGS.formatted(true, false, true),
        """
            50 timePlayed, 0.833333 averageMinuteAudience, 50 totalTimePlayed, 40 uniqueTimePlayed, 8 bufferTime, 3 startupBufferTime, 2 stallTime,
            2.5 timeToStart, NULL bitrateAverage, 2 errorCount, 0 adCount, 12 eventCount, [0] watchedMarks"""));
    run(closed(C, "11:00:00", "film-2", "app", FLAGS.formatted(false, false, false), nothing(3)));
    run(closed(D, "11:30:00", "film-2", "app", FLAGS.formatted(false, false, false), nothing(1)));
    run("INSERT INTO open_sessions BY NAME SELECT '" + E + "' sid, " + at("11:45:00") + " started, 'film-2' AS name,"
        + " 'tv' AS playerName, map{} metadata, false hasResume, false isDownloaded");
    run("INSERT INTO ads BY NAME SELECT '" + A + "' sid, " + at("10:00:30") + " started, " + at("10:01:00")
        + " loggedAt, 'ad-1' AS name, 'acme' advertiser, true isCompleted, 20 timePlayed, 0 podIndex, 'film-1' contentName,"
        + " 'web' channel, map{'tier': 'gold'} metadata");
    run("INSERT INTO ads BY NAME SELECT '" + A + "' sid, " + at("10:00:30") + " started, " + at("10:01:30")
        + " loggedAt, 'ad-2' AS name, 'acme' advertiser, false isCompleted, 10 timePlayed, 0 podIndex, 'film-1' contentName,"
        + " 'web' channel, map{'tier': 'gold'} metadata");
    run("INSERT INTO errors VALUES ('" + B + "', " + at("10:10:00") + ", 'E1', 'player'), ('" + B + "', "
        + at("10:10:00") + ", 'E2', 'external')");
    run("INSERT INTO states VALUES ('" + A + "', " + at("10:00:30") + ", 'mute', 1, 3)");
    live("11:58:00", "11:58:10", 0, "'film-2'", 1, 2);
    live("11:58:00", "11:58:40", 1, "'film-2'", 0, 3);
    live("11:59:00", "11:59:10", 0, "'film-2'", 1, 4);
    live("11:59:00", "11:59:40", 1, "'film-1'", 0, 5);
    live("11:59:00", "11:59:40", 1, "NULL", 0, 2);
    refused(1, "invalid", "ping", "/playerTime/ts", "type", "must be an integer");
    refused(2, "invalid", "ping", "/playerTime/ts", "type", "must be an integer");
    refused(3, "invalid", "play", "/events/7/params", "required", "needs x");
    refused(4, "invalid", "play", "/events/8/params", "required", "needs x");
    refused(5, "session-not-open", "ping", null, null, null);
  }

  /** Changes it. */
  void change(String sql) throws SQLException {
    run(sql);
  }

  /** The store itself. */
  public ReportStore reports() {
    return store;
  }

  /** What asks it. */
  public Rows rows() {
    return new Rows(store::connection, Duration.ofSeconds(10));
  }

  /** What writes files of it. */
  public Exports exports(int maxRows) {
    return new Exports(store::connection, store.exports(), rows(), maxRows);
  }

  /** A question at noon: its parameters by turns name and value. */
  static Question ask(String... parameters) {
    Map<String, List<String>> values = new HashMap<>();
    for (int i = 0; i < parameters.length; i += 2) {
      values.computeIfAbsent(parameters[i], none -> new ArrayList<>()).add(parameters[i + 1]);
    }
    return new Question(values, NOW);
  }

  @Override
  public void close() throws SQLException {
    store.close();
  }

  private static String nothing(int events) {
    return "0 timePlayed, 0 totalTimePlayed, 0 uniqueTimePlayed, 0 bufferTime, 0 startupBufferTime, 0 stallTime,"
        + " NULL timeToStart, NULL bitrateAverage, 0 errorCount, 0 adCount, " + events
        + " eventCount, NULL watchedMarks";
  }

  private static String closed(String sid, String started, String content, String channel, String flags,
      String figures) {
    return "INSERT INTO sessions BY NAME SELECT '" + sid + "' sid, " + at(started) + " started, " + at("11:50:00")
        + " closed, '" + content + "' AS name, '" + channel
        + "' channel, 60 length, map{'tier': 'gold'} metadata, 'ended' closeReason, "
        + flags + ", " + figures;
  }

  private void live(String minute, String endedAt, int partition, String content, int starting, int playing)
      throws SQLException {
    run("INSERT INTO live BY NAME SELECT " + at(minute) + " AS minute, " + at(endedAt) + " endedAt, " + partition
        + " logPartition, 1 logMinute, " + content + " AS name, " + starting + " starting, " + playing
        + " playing, 0 paused, 0 buffering, 0 ad");
  }

  private void refused(int offset, String reason, String type, @Nullable String pointer, @Nullable String rule,
      @Nullable String detail)
      throws SQLException {
    run("INSERT INTO rejected BY NAME SELECT " + at("11:40:0" + offset) + " AS \"at\", 0 logPartition, " + offset
        + " logOffset, '" + reason + "' reason, '" + type + "' eventType, " + text(pointer) + " pointer, " + text(rule)
        + " AS rule, " + text(detail) + " detail, '{\"n\":" + offset + "}' body, '" + A + "' sid");
  }

  private static String text(@Nullable String value) {
    return value == null ? "NULL" : "'" + value + "'";
  }

  private static String at(String time) {
    return "TIMESTAMP '2026-11-22 " + time + "'";
  }

  private void run(String sql) throws SQLException {
    try (Connection connection = store.connection(); Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}

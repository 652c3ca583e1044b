import io.playhead.config.ConfigLoader;
import io.playhead.config.ReportsConfig;
import io.playhead.reports.query.AudienceQueries;
import io.playhead.reports.query.LiveQueries;
import io.playhead.reports.query.MetricQueries;
import io.playhead.reports.query.Question;
import io.playhead.reports.query.Rows;
import io.playhead.reports.query.SessionQueries;
import io.playhead.reports.store.ReportStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Asks a store of made-up sessions the questions of the page, three times each, and prints the best and the worst time. */
public final class QueryBench {
  /** The sessions' last. */
  private static final Instant END = Instant.parse("2026-11-30T00:00:00Z");
  private static final int DAYS = 30;
  private static final int ROUNDS = 3;
  private static final String THREE = "mediaStarts,timePlayed,completionRate";

  private final String only;

  private QueryBench(String only) {
    this.only = only;
  }

  /** Something to be timed. */
  private interface Work {
    Object run() throws Exception;
  }

  /** Arguments: directory, sessions, part of the names of questions. */
  public static void main(String[] args) throws Exception {
    Path directory = Path.of(args[0]);
    Files.createDirectories(directory);
    ReportsConfig config = ConfigLoader.defaults("reports.memory=512MiB", "reports.threads=2").reports();
    try (ReportStore store = ReportStore.open(directory, config)) {
      fill(store, Long.parseLong(args[1]));
      new QueryBench(args[2]).ask(new Rows(store::connection, Duration.ofMinutes(2)));
    }
  }

  private void ask(Rows rows) throws Exception {
    MetricQueries metrics = new MetricQueries(rows, 1000);
    SessionQueries sessions = new SessionQueries(rows);
    AudienceQueries audience = new AudienceQueries(rows, 1000);
    LiveQueries live = new LiveQueries(rows);
    time("live", () -> live.live(new Question(Map.of(), END)));
    time("live, one channel",
        () -> live.live(new Question(Map.of("filter", List.of("channel:channel-3")), END)));
    time("three metrics by minute, one channel, 1 h", () -> metrics.timeSeries(new Question(
        parameters(1.0 / 24, "metrics", THREE, "interval", "minute", "filter", "channel:channel-3"), END)));
    time("all metrics, 24 h", () -> metrics.summary(question(1)));
    time("all metrics, 30 days", () -> metrics.summary(question(DAYS)));
    time("all metrics by day, 30 days", () -> metrics.timeSeries(question(DAYS, "interval", "day")));
    time("three metrics by hour, 30 days", () -> metrics.timeSeries(question(DAYS, "interval", "hour", "metrics", THREE)));
    time("three metrics by content, 30 days", () -> metrics.breakdown(question(DAYS, "by", "name", "metrics", THREE)));
    time("how twenty contents went by day, 30 days",
        () -> metrics.breakdown(question(DAYS, "by", "name", "metrics", "timePlayed", "trend", "day")));
    time("all metrics by content, 24 h", () -> metrics.breakdown(question(1, "by", "name")));
    time("all metrics by content, 30 days", () -> metrics.breakdown(question(DAYS, "by", "name")));
    time("two metrics by ad, 30 days",
        () -> metrics.breakdown(question(DAYS, "by", "ad.name", "metrics", "adStarts,adCompletionRate")));
    time("three metrics, a customer's key, 30 days",
        () -> metrics.summary(question(DAYS, "metrics", THREE, "filter", "metadata.tier:gold")));
    time("concurrent viewers by what they do, by day, 30 days", () -> metrics.timeSeries(question(DAYS, "interval", "day",
        "metrics", "concurrentPlaying,concurrentInAds,concurrentPaused,concurrentBuffering,concurrentStarting")));
    time("time to start, median and p95, 30 days",
        () -> metrics.summary(question(DAYS, "metrics", "timeToStartMedian,timeToStartP95")));
    time("average bitrate, 30 days", () -> metrics.summary(question(DAYS, "metrics", "bitrateAverage")));
    time("retention, 30 days", () -> audience.retention(question(DAYS)));
    time("distribution of time to start, 30 days", () -> audience.distribution(question(DAYS, "of", "timeToStart")));
    time("errors, 30 days", () -> audience.errors(question(DAYS)));
    pages(sessions);
  }

  private void pages(SessionQueries sessions) throws Exception {
    for (String order : List.of("started:desc", "started:asc", "bufferTime:desc", "timePlayed:desc", "errorCount:desc",
        "timeToStart:asc")) {
      time("a page of sessions by " + order + ", 30 days", () -> sessions.page(question(DAYS, "order", order)));
    }
    String next = String.valueOf(sessions.page(question(DAYS, "order", "bufferTime:desc")).next());
    time("the next page by bufferTime:desc, 30 days",
        () -> sessions.page(question(DAYS, "order", "bufferTime:desc", "cursor", next)));
    time("a page of sessions with errors, 30 days",
        () -> sessions.page(question(DAYS, "filter", "hasErrorImpactedStreams:true", "order", "errorCount:desc")));
    time("a page of sessions by start, 24 h", () -> sessions.page(question(1)));
    String sid = String.valueOf(sessions.page(question(DAYS)).sessions().getFirst().get("sid"));
    time("one session", () -> sessions.session(sid));
  }

  private void time(String name, Work work) throws Exception {
    if (!name.contains(only)) {
      return;
    }
    List<Long> millis = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      long begun = System.nanoTime();
      work.run();
      millis.add((System.nanoTime() - begun) / 1_000_000);
    }
    System.out.printf("%-55s %,6d – %,6d ms%n", name, millis.stream().min(Long::compare).orElseThrow(),
        millis.stream().max(Long::compare).orElseThrow());
  }

  private static Question question(double days, String... more) {
    return new Question(parameters(days, more), END);
  }

  private static Map<String, List<String>> parameters(double days, String... more) {
    Map<String, List<String>> parameters = new HashMap<>();
    parameters.put("from", List.of(END.minusSeconds(Math.round(days * 86_400)).toString()));
    for (int i = 0; i < more.length; i += 2) {
      parameters.put(more[i], List.of(more[i + 1]));
    }
    return parameters;
  }

  /** Goes on after the last day that is there. */
  private static void fill(ReportStore store, long sessions) throws Exception {
    try (Connection connection = store.connection(); Statement statement = connection.createStatement()) {
      for (long day = number(statement, "SELECT count(DISTINCT started::DATE) FROM sessions"); day < DAYS; day++) {
        statement.execute("BEGIN TRANSACTION");
        for (String part : text().split(";\n")) {
          statement.execute(part.replace("$DAY", String.valueOf(day)).replace("$ROWS", String.valueOf(sessions / DAYS)));
        }
        statement.execute("COMMIT");
      }
      statement.execute("CHECKPOINT");
      System.out.printf("%,d sessions, %,d ads, %,d rows of live counts%n", number(statement, "SELECT count(*) FROM sessions"),
          number(statement, "SELECT count(*) FROM ads"), number(statement, "SELECT count(*) FROM live"));
    }
  }

  private static long number(Statement statement, String sql) throws Exception {
    try (ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  private static String text() throws Exception {
    return Files.readString(Path.of("loadtest/bench/queries/day.sql"));
  }
}

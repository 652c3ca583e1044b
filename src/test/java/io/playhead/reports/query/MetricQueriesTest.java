package io.playhead.reports.query;

import static io.playhead.reports.query.SampleStore.ask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.playhead.reports.query.MetricQueries.Breakdown;
import io.playhead.reports.query.MetricQueries.Point;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Figures of the sessions of {@link SampleStore}, by hand. */
class MetricQueriesTest {
  private static SampleStore store;
  private static MetricQueries metrics;

  @BeforeAll
  static void open(@TempDir Path directory) throws Exception {
    store = new SampleStore(directory);
    metrics = new MetricQueries(store.rows(), 100);
  }

  @AfterAll
  static void close() throws Exception {
    store.close();
  }

  @ParameterizedTest
  @CsvSource({"mediaStarts, 5", "contentStarts, 2", "contentCompletes, 1", "completionRate, 0.5", "timePlayed, 150",
    "totalTimePlayed, 180", "uniqueTimePlayed, 140", "averageMinuteAudience, 0.001736", "contentAudience, 2.5",
    "drops, 1",
    "dropRate, 0.333333", "timeToStartMedian, 2", "timeToStartP95, 2.45", "bufferTime, 8", "startupBufferTime, 3",
    "stallTime, 2", "rebufferingRatio, 0.044586", "bitrateAverage, 1000", "errorCount, 2", "errorSessions, 1",
    "errorRate, 0.25", "progress50, 1", "adStarts, 2", "adCompletes, 1", "adCompletionRate, 0.5", "adTime, 30",
    "concurrentPeak, 12", "concurrentMean, 0.0125"})
  void theDayAsAWhole(String metric, String value) throws Exception {
    assertThat(metrics.summary(ask("metrics", metric)).metrics().get(metric)).hasToString(value);
  }

  @Test
  void withoutAWordThereAreAllMetrics() throws Exception {
    assertThat(metrics.summary(ask()).metrics()).hasSize(Metric.values().length);
  }

  @Test
  void ofNothingSumsAreZeroAndRatiosUnknown() throws Exception {
    Map<String, ?> nothing = metrics.summary(ask("from", "2026-11-20", "to", "2026-11-21")).metrics();

    assertThat(nothing.get("mediaStarts")).hasToString("0");
    assertThat(nothing.get("timePlayed")).hasToString("0");
    assertThat(nothing.get("concurrentPeak")).hasToString("0");
    assertThat(nothing.get("completionRate")).isNull();
    assertThat(nothing.get("timeToStartMedian")).isNull();
  }

  @Test
  void thePeriodHasItsBeginAndNotItsEnd() throws Exception {
    assertThat(starts("from", "2026-11-22T10:10:00Z", "to", "2026-11-22T11:00:00Z")).hasToString("1");
    assertThat(starts("from", "2026-11-22T10:10:01Z", "to", "2026-11-22T11:00:01Z")).hasToString("1");
  }

  @ParameterizedTest
  @CsvSource({"channel:web, 2", "channel:app, 2", "channel:, 1", "metadata.tier:gold, 4", "metadata.nope:, 5",
    "isPlayed:true, 2",
    "isCompleted:false, 3", "open:true, 1", "open:false, 4", "ad.name:ad-1, 1", "ad.isCompleted:true, 1", "error:E2, 1",
    "error.external:E2, 1", "error.player:E2, 0", "state:mute, 1",
    "watched:50, 1", "timeToStart:2..4, 1", "timeToStart:..2.5, 1", "timeToStart:1.5.., 2", "errorCount:2, 1",
    "closeReason:ended, 4", "name:x' OR '1'='1, 0"})
  void filters(String filter, String sessions) throws Exception {
    assertThat(starts("filter", filter)).hasToString(sessions);
  }

  @Test
  void valuesOfOneNameStandSideBySideAndNamesAllHold() throws Exception {
    assertThat(starts("filter", "channel:web", "filter", "channel:app")).hasToString("4");
    assertThat(starts("filter", "channel:web", "filter", "channel:app", "filter", "name:film-2")).hasToString("2");
    assertThat(starts("filter", "channel:", "filter", "channel:app")).hasToString("3");
  }

  @Test
  void filtersOfAdsHoldForOneAd() throws Exception {
    assertThat(starts("filter", "ad.name:ad-1", "filter", "ad.isCompleted:true")).hasToString("1");
    assertThat(starts("filter", "ad.name:ad-2", "filter", "ad.isCompleted:true")).hasToString("0");
  }

  @Test
  void adsAreFilteredByThemselvesAndByTheirSessions() throws Exception {
    assertThat(one("adStarts", "filter", "ad.name:ad-2")).hasToString("1");
    assertThat(one("adStarts", "filter", "channel:app")).hasToString("0");
    assertThat(one("adStarts", "filter", "isCompleted:true")).hasToString("2");
    assertThat(one("adStarts", "filter", "metadata.tier:gold")).hasToString("2");
  }

  @Test
  void concurrentViewersAreUnknownForWhatLiveCountsDoNotTell() throws Exception {
    assertThat(one("concurrentPeak", "filter", "name:film-2")).hasToString("6");
    assertThat(one("concurrentPeak", "filter", "genre:drama")).isNull();
  }

  @Test
  void viewersOfAMinuteAreToldByWhatTheyDid() throws Exception {
    List<Point> minutes = metrics.timeSeries(ask("from", "2026-11-22T11:58:00Z", "interval", "minute", "metrics",
        "concurrentPeak,concurrentMean,concurrentStarting,concurrentPlaying,concurrentPaused,concurrentBuffering,concurrentInAds"))
        .points();

    assertThat(minutes).extracting(point -> point.metrics().values().toString())
        .containsExactly("[6, 6, 1, 5, 0, 0, 0]", "[12, 12, 1, 11, 0, 0, 0]");
  }

  @Test
  void ofAContentTheAverageMinuteAudienceIsContentTimeByItsLength() throws Exception {
    assertThat(metrics.breakdown(ask("by", "name", "metrics", "contentAudience")).rows())
        .extracting(group -> group.key().get("name") + " " + group.metrics().get("contentAudience"))
        .containsExactly("film-1 2.5", "film-2 0");
  }

  @Test
  void aTimeSeriesLeavesNoPieceOut() throws Exception {
    List<Point> hours = metrics.timeSeries(ask("from", "2026-11-22T09:30:00Z", "to", "2026-11-22T12:00:00Z",
        "metrics", "mediaStarts,adStarts,concurrentPeak", "interval", "hour")).points();

    assertThat(hours).extracting(Point::time).containsExactly("2026-11-22T09:00:00Z", "2026-11-22T10:00:00Z",
        "2026-11-22T11:00:00Z");
    assertThat(hours).extracting(point -> point.metrics().values().toString()).containsExactly("[0, 0, 0]",
        "[2, 2, 0]", "[3, 0, 12]");
  }

  @Test
  void daysAreCutByTheClocksOfTheZone() throws Exception {
    List<Point> days = metrics.timeSeries(ask("from", "2026-11-22", "to", "2026-11-24", "zone", "Pacific/Auckland",
        "metrics", "mediaStarts", "interval", "day")).points();

    assertThat(days).extracting(Point::time).containsExactly("2026-11-21T11:00:00Z", "2026-11-22T11:00:00Z");
    assertThat(days).extracting(point -> String.valueOf(point.metrics().get("mediaStarts"))).containsExactly("2", "3");
  }

  @Test
  void theDayThatClocksAreSetBackHas25Hours() throws Exception {
    List<Point> days = metrics.timeSeries(ask("from", "2026-10-24", "to", "2026-10-27", "zone", "Europe/Berlin",
        "metrics", "mediaStarts", "interval", "day")).points();

    assertThat(days).extracting(Point::time).containsExactly("2026-10-23T22:00:00Z", "2026-10-24T22:00:00Z",
        "2026-10-25T23:00:00Z");
  }

  @Test
  void whereClocksSkipMidnightTheDayBeginsLaterAndTheNextOneAtMidnight() throws Exception {
    List<Point> days = metrics.timeSeries(ask("from", "2026-04-23", "to", "2026-04-26", "zone", "Africa/Cairo",
        "metrics", "mediaStarts", "interval", "day")).points();

    assertThat(days).extracting(Point::time).containsExactly("2026-04-22T22:00:00Z", "2026-04-23T22:00:00Z",
        "2026-04-24T21:00:00Z");
  }

  @Test
  void aBitrateBeyondAllReasonBreaksNoQuestion(@TempDir Path directory) throws Exception {
    try (SampleStore hostile = new SampleStore(directory)) {
      hostile.change("UPDATE sessions SET bitrateAverage = 9223372036854775807 WHERE sid = '" + SampleStore.A + "'");

      assertThat(new MetricQueries(hostile.rows(), 100).summary(ask("metrics", "bitrateAverage")).metrics())
          .extractingByKey("bitrateAverage").asString().startsWith("92233720368547");
    }
  }

  @Test
  void aBreakdownHasTheFirstGroupsInItsOrderAndSaysHowManyThereAre() throws Exception {
    Breakdown channels =
        metrics.breakdown(ask("by", "channel", "order", "timePlayed:desc", "limit", "2", "metrics",
            "mediaStarts,adStarts,concurrentPeak"));

    assertThat(channels.groups()).isEqualTo(3);
    assertThat(channels.rows()).extracting(group -> group.key().get("channel")).containsExactly("web", "app");
    assertThat(channels.rows().getFirst().metrics()).hasToString("{mediaStarts=2, adStarts=2, concurrentPeak=0}");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {"mediaStarts | film-2 [0, 3] | film-1 [2, 0]", "adTime | film-1 [30, 0] |",
    "timeToStartMedian | film-1 [2, null] | film-2 [null, null]"})
  void aTrendIsHowTheMetricOfTheOrderWentInEachGroup(String order, String first, @Nullable String second)
      throws Exception {
    Breakdown films = metrics.breakdown(
        ask("by", "name", "from", "2026-11-22T10:00:00Z", "trend", "hour", "order", order, "metrics", "drops"));

    assertThat(films.rows()).extracting(group -> group.key().get("name") + " " + group.trend())
        .containsExactlyElementsOf(Stream.of(first, second).filter(Objects::nonNull).toList());
  }

  @Test
  void trendsOfTooManyFiguresAreRefused() {
    assertThatThrownBy(() -> metrics.breakdown(
        ask("by", "name", "from", "2026-11-20T00:00:00Z", "trend", "minute", "limit", "100")))
        .isInstanceOf(BadQueryException.class).hasMessageContaining("are more than 100000");
    assertThatThrownBy(() -> metrics.breakdown(ask("by", "name", "from", "2026-11-01T00:00:00Z", "trend", "minute")))
        .isInstanceOf(BadQueryException.class).hasMessageStartingWith("trend: ");
  }

  @Test
  void aGroupWithoutAValueIsNull() throws Exception {
    Breakdown channels = metrics.breakdown(ask("by", "channel", "order", "mediaStarts:asc", "metrics", "mediaStarts"));

    assertThat(channels.rows().getFirst().key()).containsEntry("channel", null);
  }

  @Test
  void aBreakdownByAnAdsDimensionTellsOfAdsOnly() throws Exception {
    Breakdown ads =
        metrics.breakdown(ask("by", "ad.name", "order", "adTime", "metrics", "adStarts,adTime,mediaStarts"));

    assertThat(ads.rows()).extracting(group -> group.key().get("ad.name") + group.metrics())
        .containsExactly("ad-1{adStarts=1, adTime=20, mediaStarts=null}",
            "ad-2{adStarts=1, adTime=10, mediaStarts=null}");
  }

  @Test
  void groupsAreOfTwoDimensionsAndACustomersKey() throws Exception {
    Breakdown groups = metrics.breakdown(ask("by", "name,metadata.tier", "metrics", "mediaStarts"));

    assertThat(groups.rows()).extracting(group -> group.key().toString()).containsExactlyInAnyOrder(
        "{name=film-1, metadata.tier=gold}", "{name=film-2, metadata.tier=gold}", "{name=film-2, metadata.tier=null}");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {"metrics | nonsense | metrics: \"nonsense\" is no metric",
    "filter | channel | filter: \"channel\" is not of the form name:value",
    "filter | nonsense:1 | filter: \"nonsense\" is no dimension",
    "filter | isPlayed:yes | filter: isPlayed is true or false",
    "filter | timePlayed:long | filter: timePlayed is a number",
    "filter | watched:101 | filter: watched is a whole number",
    "from | yesterday | from: \"yesterday\" is no moment",
    "from | -1000000000-01-01T00:00:00Z | from: \"-1000000000-01-01T00:00:00Z\" is no moment",
    "to | 2026-11-20T00:00:00Z | from:",
    "zone | Mars | zone: \"Mars\" is no time zone", "nonsense | 1 | nonsense: no such parameter here"})
  void aBadParameterIsNamed(String name, String value, String message) {
    String from = name.equals("to") ? "2026-11-21T00:00:00Z" : "2026-11-22T00:00:00Z";
    assertThatThrownBy(() -> metrics.summary(name.equals("from") ? ask(name, value) : ask("from", from, name, value)))
        .isInstanceOf(BadQueryException.class).hasMessageStartingWith(message);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {"by | watched | by: there are no rows by watched",
    "order | nonsense | order: \"nonsense\" is no metric",
    "order | mediaStarts:up | order: \"mediaStarts:up\" is not of the form",
    "limit | 0 | limit: \"0\" is no whole number from 1 to 100",
    "limit | 101 | limit: \"101\""})
  void aBadParameterOfABreakdownIsNamed(String name, String value, String message) {
    assertThatThrownBy(
        () -> metrics.breakdown(name.equals("by") ? ask(name, value) : ask("by", "channel", name, value)))
        .isInstanceOf(BadQueryException.class).hasMessageStartingWith(message);
  }

  @Test
  void aTimeSeriesOfTooManyPiecesIsRefused() {
    assertThatThrownBy(() -> metrics.timeSeries(ask("from", "2026-01-01", "interval", "minute")))
        .isInstanceOf(BadQueryException.class).hasMessageContaining("more than 10000");
  }

  private static @Nullable Object starts(String... parameters) throws BadQueryException {
    return one("mediaStarts", parameters);
  }

  private static @Nullable Object one(String metric, String... parameters) throws BadQueryException {
    return metrics.summary(ask(parameters)).metrics().get(metric);
  }
}

package io.playhead.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The JSON of reports, to the byte (media-metrics §5). */
class ReportWriterTest {

  private final ReportWriter writer = new ReportWriter();
  private final ReportSchemas schemas = new ReportSchemas();

  private String json(Report report) {
    return new String(writer.write(report), StandardCharsets.UTF_8);
  }

  static List<Report> reports() {
    return ReportFixtures.all();
  }

  @ParameterizedTest
  @MethodSource("reports")
  void whatIsWrittenFitsItsSchema(Report report) {
    assertThat(schemas.violations(report.type(), writer.write(report))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("reports")
  void theSameReportGivesTheSameBytes(Report report) {
    assertThat(writer.write(report)).isEqualTo(new ReportWriter().write(report));
  }

  @Test
  void aSessionStart() {
    assertThat(json(new Report.SessionStart(ReportFixtures.envelope()))).isEqualTo(compact("""
        {"sid":"%s","type":"sessionStart","at":5,"loggedAt":7,"schemaVersion":1,
        "log":{"partition":3,"firstOffset":17,"lastOffset":912,"startedAt":6},
        "sessionDetails":{"name":"film","length":60.33},"customMetadata":{"k":"v"}}"""));
  }

  @Test
  void anAdStart() {
    assertThat(json(new Report.AdStart(ReportFixtures.envelope(), ReportFixtures.ad(), ReportFixtures.pod())))
        .isEqualTo(compact("""
            {"sid":"%s","type":"adStart","at":5,"loggedAt":7,"schemaVersion":1,
            "log":{"partition":3,"firstOffset":17,"lastOffset":912,"startedAt":6},
            "sessionDetails":{"name":"film","length":60.33},
            "advertisingDetails":{"name":"001","friendlyName":"Ad","length":15.5,"podPosition":1,"playerName":"p",
            "advertiser":"a","campaignID":"c","creativeID":"cr","siteID":"s","creativeURL":"u","placementID":"pl"},
            "advertisingPodDetails":{"ID":"d41d8cd98f00b204e9800998ecf8427e_1","friendlyName":"Pod","index":-1,
            "offset":30.25},"customMetadata":{"k":"v"}}"""));
  }

  @Test
  void anAdCloseWithTheLeast() {
    assertThat(json(
        new Report.AdClose(ReportFixtures.bare(), ReportFixtures.leastAd(), ReportFixtures.pod(), false, 1)))
        .isEqualTo(compact("""
            {"sid":"%s","type":"adClose","at":5,"loggedAt":7,"schemaVersion":1,
            "advertisingDetails":{"name":"","length":-1,"podPosition":0,"playerName":"","timePlayed":0.001},
            "advertisingPodDetails":{"ID":"d41d8cd98f00b204e9800998ecf8427e_1","friendlyName":"Pod","index":-1,
            "offset":30.25}}"""));
  }

  @Test
  void aChapterClose() {
    assertThat(json(new Report.ChapterClose(ReportFixtures.bare(), ReportFixtures.chapter()))).isEqualTo(compact("""
        {"sid":"%s","type":"chapterClose","at":5,"loggedAt":7,"schemaVersion":1,
        "chapterDetails":{"ID":"d41d8cd98f00b204e9800998ecf8427e_1","friendlyName":"One","index":1,"offset":0,
        "length":60,"isStarted":true,"isCompleted":true,"timePlayed":10.25}}"""));
  }

  @Test
  void aSessionCloseWithAllThereIs() {
    assertThat(json(ReportFixtures.close())).isEqualTo(compact("""
        {"sid":"%s","type":"sessionClose","at":5,"loggedAt":7,"schemaVersion":1,
        "log":{"partition":3,"firstOffset":17,"lastOffset":912,"startedAt":6},
        "sessionDetails":{"name":"film","length":60.33,"isViewed":true,"isPlayed":true,"hasSegmentView":true,
        "isCompleted":true,"timePlayed":45,"totalTimePlayed":75,"uniqueTimePlayed":44.001,"hasProgress10":true,
        "hasProgress25":true,"hasProgress50":true,"hasProgress75":true,"hasProgress95":true,
        "watchedMarks":[0,5,10,15,20,25,30,35,40,45,50,55,60,65,70,75,80,85,90,95,100],
        "averageMinuteAudience":0.745861,"estimatedStreams":1,"pauseCount":1,"hasPauseImpactedStreams":true,
        "pauseTime":10,"segment":"[0-5]","adCount":3,"chapterCount":1,"eventCount":27,"lateEvents":2,
        "clockResets":1,"startedAt":1,"endedAt":2,"closeReason":"playhead-stuck","secondsSinceLastCall":12.345},
        "qoeDataDetails":{"timeToStart":0.85,"bufferCount":1,"hasBufferImpactedStreams":true,"bufferTime":3,
        "startupBufferTime":0.5,"bitrateChangeCount":2,"hasBitrateChangeImpactedStreams":true,"bitrateAverage":850,
        "bitrateAverageBucket":"800-899","droppedFrames":4,"hasDroppedFrameImpactedStreams":true,"errorCount":2,
        "hasErrorImpactedStreams":true,"playerSdkErrors":["e1"],"externalErrors":["x1"],"stallCount":1,
        "hasStallImpactedStreams":true,"stallTime":3.2,"framesPerSecond":29.97},
        "states":[{"name":"mute","isSet":true,"count":1,"time":3}],"customMetadata":{"k":"v"}}"""));
  }

  @Test
  void aSessionCloseWithTheLeast() {
    assertThat(json(ReportFixtures.leastClose())).isEqualTo(compact("""
        {"sid":"%s","type":"sessionClose","at":5,"loggedAt":7,"schemaVersion":1,
        "sessionDetails":{"isViewed":true,"timePlayed":0,"totalTimePlayed":0,"uniqueTimePlayed":0,
        "estimatedStreams":1,"pauseCount":0,"pauseTime":0,"adCount":0,"chapterCount":0,"eventCount":1,
        "lateEvents":0,"clockResets":0,"startedAt":1,"endedAt":1,"closeReason":"ended","secondsSinceLastCall":0},
        "qoeDataDetails":{"isDroppedBeforeStart":true,"bufferCount":0,"bufferTime":0,"startupBufferTime":0,
        "bitrateChangeCount":0,"errorCount":0,"stallCount":0,"stallTime":0}}"""));
  }

  @ParameterizedTest
  @CsvSource({"0, 0-99", "99, 0-99", "100, 100-199", "850, 800-899", "3200000, 3200000-3200099"})
  void aBitratesBucketIsItsHundred(long average, String bucket) {
    QoeDataDetails least = ReportFixtures.leastQoe();
    QoeDataDetails qoe = new QoeDataDetails(least.timeToStart(), 0, 0, 0, 0, OptionalLong.of(average),
        least.droppedFrames(), 0, List.of(), List.of(), 0, 0, least.framesPerSecond());

    assertThat(json(new Report.SessionClose(ReportFixtures.bare(), ReportFixtures.leastSession(), CloseReason.ENDED, 0,
        qoe, List.of()))).contains("\"bitrateAverageBucket\":\"" + bucket + "\"");
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1799999, 1", "1800000, 2", "3600000, 3"})
  void aStreamIsEstimatedForEachHalfHourBegun(long contentTime, long streams) {
    SessionDetails details = new SessionDetails(false, false, contentTime, 0, 0, List.of(), Optional.empty(), 0, 0,
        Optional.empty(), 0, 0, 1, 0, 0, 1, 1);

    assertThat(details.estimatedStreams()).isEqualTo(streams);
  }

  @Test
  void aMinuteOfLiveCounts() {
    Audience audience = new Audience(Optional.of("film"), Optional.of("tv"), Optional.of("vod"), Optional.of("p"),
        Optional.of("video"));
    LiveMinute minute = new LiveMinute(3, 12, 7,
        List.of(new LiveMinute.Viewers(audience, Map.of(Activity.STARTING, 1, Activity.PLAYING, 2, Activity.PAUSED, 3,
            Activity.BUFFERING, 4, Activity.AD, 5))),
        Map.of(Activity.AD, 1, Activity.PAUSED, 0));

    assertThat(new String(writer.write(minute), StandardCharsets.UTF_8)).isEqualTo(compact("""
        {"type":"live","schemaVersion":1,"partition":3,"minute":12,"endedAt":7,"audiences":[{"name":"film",
        "channel":"tv","contentType":"vod","playerName":"p","streamType":"video","starting":1,"playing":2,"paused":3,
        "buffering":4,"ad":5}],"others":{"ad":1}}"""));
    assertThat(schemas.violations(ReportSchemas.LIVE, writer.write(minute))).isEmpty();
  }

  @Test
  void aMinuteInWhichNobodyWatched() {
    LiveMinute minute = new LiveMinute(0, 0, 7, List.of(), Map.of());

    assertThat(new String(writer.write(minute), StandardCharsets.UTF_8)).isEqualTo("""
        {"type":"live","schemaVersion":1,"partition":0,"minute":0,"endedAt":7,"audiences":[]}""");
    assertThat(schemas.violations(ReportSchemas.LIVE, writer.write(minute))).isEmpty();
  }

  @Test
  void anOpenSession() {
    LiveSession live = new LiveSession(ReportFixtures.SID, 5, "playing", true, Optional.of("001"), Optional.of(2L), 1,
        ReportFixtures.leastSession(), ReportFixtures.leastQoe(), List.of(new StateDetails("mute", 1, 3_000)));

    assertThat(new String(writer.write(live), StandardCharsets.UTF_8)).startsWith(compact("""
        {"sid":"%s","at":5,"playState":"playing","inAdBreak":true,"ad":"001","chapter":2,"waiting":1,
        "sessionDetails":{"isViewed":true,""")).doesNotContain("closeReason", "isDroppedBeforeStart");
  }

  /** Without line ends, with the session's id. */
  private static String compact(String json) {
    return String.join("", json.lines().toList()).formatted(ReportFixtures.SID);
  }
}

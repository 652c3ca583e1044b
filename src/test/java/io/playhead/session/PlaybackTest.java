package io.playhead.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.report.CloseReason;
import io.playhead.report.QoeDataDetails;
import io.playhead.report.Report;
import io.playhead.report.SessionDetails;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The state machine and what it credits (media-metrics §3), by timelines. */
class PlaybackTest {

  @Test
  void theWorkedExample() {
    Timeline timeline = Timeline.ofLength(60.333, "0/0 adBreakStart", "0/0 adStart", "5/0 ping", "10/0 ping",
        "15/0 adComplete", "15/0 adStart", "20/0 ping", "22/0 adComplete", "22/0 adBreakComplete", "22/0 play",
        "30/8 ping", "33/11 bufferStart", "36/11 play", "40/15 ping", "46/21 adBreakStart", "46/21 adStart",
        "50/21 ping",
        "54/21 adComplete", "54/21 adBreakComplete", "60/27 ping", "64/31 pauseStart", "70/31 ping", "74/31 play",
        "80/37 ping", "88/45 sessionComplete");

    SessionDetails session = timeline.session();
    assertThat(session.timePlayed()).isEqualTo(45_000);
    assertThat(session.totalTimePlayed()).isEqualTo(75_000);
    assertThat(session.uniqueTimePlayed()).isEqualTo(45_000);
    assertThat(session.progress()).containsExactly(10, 25, 50);
    assertThat(session.pauseCount()).isEqualTo(1);
    assertThat(session.pauseTime()).isEqualTo(10_000);
    assertThat(session.adCount()).isEqualTo(3);
    assertThat(session.estimatedStreams()).isEqualTo(1);
    assertThat(session.averageMinuteAudience()).hasValueSatisfying(
        audience -> assertThat(audience).isEqualByComparingTo(new BigDecimal("0.74586")));
    assertThat(session.isCompleted()).isTrue();
    assertThat(session.segment()).contains("[0-5]");
    QoeDataDetails qoe = timeline.qoe();
    assertThat(qoe.bufferCount()).isEqualTo(1);
    assertThat(qoe.bufferTime()).isEqualTo(3_000);
    assertThat(timeline.reports(Report.AdClose.class)).extracting(Report.AdClose::timePlayed)
        .containsExactly(15_000L, 7_000L, 8_000L);
    assertThat(timeline.reports(Report.AdClose.class)).allMatch(Report.AdClose::isCompleted);
    assertThat(timeline.reason()).isEqualTo(CloseReason.COMPLETED);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      # first event     | second event      | content | pause | buffer
      0/0 ping          | 10/10 ping        | 0       | 0     | 0
      0/0 play          | 10/10 ping        | 10      | 0     | 0
      0/0 pauseStart    | 10/0 ping         | 0       | 10    | 0
      0/0 bufferStart   | 10/0 ping         | 0       | 0     | 10
      0/0 bitrateChange | 10/10 play        | 0       | 0     | 0
      0/0 error         | 10/10 play        | 0       | 0     | 0
      0/0 chapterStart  | 10/10 play        | 0       | 0     | 0
      0/0 stateStart    | 10/10 play        | 0       | 0     | 0
      """)
  void anIntervalBelongsToTheStateAfterTheEarlierEvent(String first, String second, int content, int pause,
      int buffer) {
    Timeline timeline = Timeline.of(first, second, "10/10 sessionEnd");

    assertThat(timeline.session().timePlayed()).isEqualTo(content * 1000L);
    assertThat(timeline.session().pauseTime()).isEqualTo(pause * 1000L);
    assertThat(timeline.qoe().bufferTime()).isEqualTo(buffer * 1000L);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      # state       | ad time | buffer | pause
      play          | 10      | 0      | 0
      bufferStart   | 0       | 10     | 0
      pauseStart    | 0       | 0      | 10
      """)
  void duringAnAdTimeIsTheAdsUnlessItBuffersOrPauses(String state, int ad, int buffer, int pause) {
    Timeline timeline = Timeline.of("0/0 adBreakStart", "0/0 adStart", "1/0 ping", "1/0 " + state, "11/0 ping",
        "11/0 sessionEnd");

    assertThat(timeline.reports(Report.AdClose.class).getFirst().timePlayed()).isEqualTo(1000 + ad * 1000L);
    assertThat(timeline.qoe().bufferTime()).isEqualTo(buffer * 1000L);
    assertThat(timeline.session().pauseTime()).isEqualTo(pause * 1000L);
  }

  @Test
  void betweenTheAdsOfABreakPlayingCreditsNothing() {
    SessionDetails session = Timeline.of("0/0 play", "10/10 adBreakStart", "15/10 adStart", "20/10 adComplete",
        "23/10 adBreakComplete", "33/20 sessionEnd").session();

    assertThat(session.timePlayed()).isEqualTo(20_000);
    assertThat(session.adTime()).isEqualTo(5_000);
  }

  @Test
  void aRepeatedPlayChangesNothing() {
    SessionDetails once = Timeline.of("0/0 play", "10/10 ping", "20/20 sessionEnd").session();
    SessionDetails twice = Timeline.of("0/0 play", "10/10 play", "20/20 sessionEnd").session();

    assertThat(twice).isEqualTo(once);
  }

  @ParameterizedTest
  @CsvSource({"0.249, 0", "0.250, 1", "10, 1"})
  void aPauseUnder250MillisecondsDoesNotCount(double seconds, int count) {
    SessionDetails session = Timeline
        .of("0/0 play", "10/10 pauseStart", (10 + seconds) + "/10 play", "20/20 sessionEnd").session();

    assertThat(session.pauseCount()).isEqualTo(count);
    assertThat(session.pauseTime()).isEqualTo(Events.millis(seconds));
  }

  @Test
  void aRepeatedPauseOrBufferCountsOnce() {
    Timeline timeline = Timeline.of("0/0 play", "5/5 bufferStart", "6/5 bufferStart", "7/5 pauseStart",
        "8/5 pauseStart", "9/5 sessionEnd");

    assertThat(timeline.qoe().bufferCount()).isEqualTo(1);
    assertThat(timeline.session().pauseCount()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"10, 0", "10.249, 0", "10.250, 1"})
  void aPauseRightAfterAnAdStartMakesRoomForTheAd(double pausedAt, int pauses) {
    SessionDetails session = Timeline.of("0/0 play", "10/10 adBreakStart", "10/10 adStart", pausedAt + "/10 pauseStart",
        "20/10 adComplete", "20/10 adBreakComplete", "20/10 sessionEnd").session();

    assertThat(session.pauseCount()).isEqualTo(pauses);
  }

  @Test
  void thePlayStateOutlastsABreak() {
    SessionDetails session = Timeline.of("0/0 play", "10/10 adBreakStart", "10/10 adStart", "20/10 adComplete",
        "20/10 adBreakComplete", "30/20 sessionEnd").session();

    assertThat(session.timePlayed()).isEqualTo(20_000);
  }

  @Test
  void afterAPreRollItIsStartingAgainUntilThePlayheadMovesOn() {
    SessionDetails session = Timeline.of("0/0 adBreakStart", "0/0 adStart", "10/0 adComplete", "10/0 adBreakComplete",
        "20/0 ping", "21/1 ping", "31/11 ping", "31/11 sessionEnd").session();

    assertThat(session.timePlayed()).isEqualTo(10_000);
    assertThat(session.isPlayed()).isTrue();
  }

  @Test
  void aPlayDuringAPreRollKeepsPlayingAfterIt() {
    SessionDetails session = Timeline.of("0/0 adBreakStart", "0/0 adStart", "1/0 play", "10/0 adComplete",
        "10/0 adBreakComplete", "20/10 sessionEnd").session();

    assertThat(session.timePlayed()).isEqualTo(10_000);
  }

  @ParameterizedTest
  @CsvSource({"adStart", "adComplete", "adSkip", "adBreakComplete"})
  void anAdEventOutsideABreakIsAPing(String type) {
    Timeline timeline = Timeline.of("0/0 play", "10/10 " + type, "20/20 sessionEnd");

    assertThat(timeline.session()).isEqualTo(Timeline.of("0/0 play", "10/10 ping", "20/20 sessionEnd").session());
    assertThat(timeline.reports()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({"adStart", "adBreakStart", "adBreakComplete", "sessionEnd", "adSkip"})
  void whatEndsAnOpenAdClosesItAsNotCompleted(String type) {
    Timeline timeline = Timeline.of("0/0 adBreakStart", "0/0 adStart", "5/0 " + type);

    Report.AdClose first = timeline.reports(Report.AdClose.class).getFirst();
    assertThat(first.isCompleted()).isFalse();
    assertThat(first.timePlayed()).isEqualTo(5_000);
    assertThat(first.envelope().at()).isEqualTo(Events.ts(5));
  }

  @Test
  void anOpenChapterIsSkippedByTheNext() {
    List<Report.ChapterClose> chapters = Timeline.of("0/0 play", "0/0 chapterStart", "10/10 chapterStart",
        "25/25 chapterComplete", "30/30 sessionEnd").reports(Report.ChapterClose.class);

    assertThat(chapters).extracting(close -> close.chapter().isCompleted()).containsExactly(false, true);
    assertThat(chapters).extracting(close -> close.chapter().timePlayed()).containsExactly(10_000L, 15_000L);
  }

  @Test
  void aChapterRunsOnThroughAnAdButOnlyContentCounts() {
    Report.ChapterClose chapter = Timeline.of("0/0 play", "0/0 chapterStart", "10/10 adBreakStart", "10/10 adStart",
        "20/10 adComplete", "20/10 adBreakComplete", "25/15 pauseStart", "30/15 play", "32/17 chapterComplete",
        "40/25 sessionEnd").reports(Report.ChapterClose.class).getFirst();

    assertThat(chapter.chapter().timePlayed()).isEqualTo(17_000);
  }

  @Test
  void aStateRunsThroughStartingPausesAndAds() {
    Report.SessionClose close = Timeline.of("0/0 stateStart", "5/0 play", "10/5 pauseStart", "20/5 adBreakStart",
        "20/5 adStart", "30/5 stateEnd", "40/5 sessionEnd").close();

    assertThat(close.states()).singleElement().satisfies(state -> assertThat(state.time()).isEqualTo(30_000));
  }

  @Test
  void closingEndsWhatIsOpenInOrder() {
    List<Report> reports = Timeline.of("0/0 play", "0/0 chapterStart", "5/5 adBreakStart", "5/5 adStart",
        "9/5 sessionEnd").reports();

    assertThat(reports).extracting(Report::type).containsExactly("sessionStart", "adStart", "adClose", "chapterClose",
        "sessionClose");
  }

  @Test
  void afterCompletionOnlyAdsAndErrorsCount() {
    Timeline timeline = Timeline.of("0/0 play", "0/0 stateStart", "10/10 sessionComplete", "10/10 adBreakStart",
        "10/10 adStart", "15/10 adComplete", "15/10 adBreakComplete", "15/10 error", "20/15 bufferStart",
        "25/15 pauseStart", "30/15 chapterStart", "30/15 bitrateChange", "35/20 play", "40/25 ping",
        "40/25 sessionEnd");

    SessionDetails session = timeline.session();
    assertThat(session.timePlayed()).isEqualTo(10_000);
    assertThat(session.adTime()).isEqualTo(5_000);
    assertThat(session.adCount()).isEqualTo(1);
    assertThat(session.pauseTime()).isZero();
    assertThat(session.chapterCount()).isZero();
    assertThat(session.uniqueTimePlayed()).isEqualTo(10_000);
    assertThat(session.eventCount()).isEqualTo(16);
    assertThat(timeline.qoe().bufferCount()).isZero();
    assertThat(timeline.qoe().bitrateChangeCount()).isZero();
    assertThat(timeline.qoe().errorCount()).isEqualTo(1);
    assertThat(timeline.close().states().getFirst().time()).isEqualTo(10_000);
  }

  @Test
  void aPlayOnlyAfterCompletionDoesNotStartContent() {
    SessionDetails session = Timeline.of("0/0 ping", "5/0 sessionComplete", "6/0 play", "9/3 sessionEnd").session();

    assertThat(session.isPlayed()).isFalse();
    assertThat(session.isCompleted()).isTrue();
  }

  @Test
  void aPlayInsideABreakDoesNotStartContent() {
    Timeline timeline = Timeline.of("0/0 adBreakStart", "0/0 adStart", "5/0 play", "8/0 sessionEnd");

    assertThat(timeline.session().isPlayed()).isFalse();
  }

  @Test
  void bufferingBeforeTheFirstContentIsStartup() {
    QoeDataDetails qoe = Timeline.of("0/0 bufferStart", "2/0 play", "12/10 bufferStart", "15/10 play",
        "16/11 sessionEnd").qoe();

    assertThat(qoe.startupBufferTime()).isEqualTo(2_000);
    assertThat(qoe.bufferTime()).isEqualTo(5_000);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      # what comes of it           | events                                                   | stalls | stall | content
      one frozen interval is none  | 10/10 ping,20/10 ping,30/20 ping                         | 0      | 0     | 30
      two of them, 3 s, are one    | 10/10 ping,11.5/10 ping,13/10 ping,23/20 ping            | 1      | 3     | 20
      two, under 3 s, are content  | 10/10 ping,11/10 ping,12.999/10 ping,23/20 ping          | 0      | 0     | 23
      it goes on while it freezes  | 10/10 ping,12/10 ping,14/10 ping,20/10 ping,30/20 ping   | 1      | 10    | 20
      no time is no interval       | 10/10 ping,12/10 ping,12/10 ping,12/11 ping,12/10 ping,14/10 ping,20/16 ping | 1 | 4 | 16
      a pause ends it              | 10/10 ping,12/10 pauseStart,12/10 play,14/10 ping,20/16 ping | 0  | 0     | 20
      a chapter ends it            | 10/10 ping,12/10 chapterStart,14/10 ping,20/16 ping      | 0      | 0     | 20
      a chapter's ping does not    | 10/10 ping,12/10 chapterComplete,14/10 ping,20/16 ping   | 1      | 4     | 16
      a break ends it              | 10/10 ping,12/10 adBreakStart,12/10 adBreakComplete,14/10 ping,20/16 ping | 0 | 0 | 20
      completion ends it           | 10/10 ping,12/10 ping,12.5/10 sessionComplete,20/10 ping | 0      | 0     | 12.5
      two runs are two stalls      | 10/10 ping,12/10 ping,14/10 ping,15/11 ping,17/11 ping,19/11 ping | 2 | 8 | 11
      """)
  void aStallIsARunOfTwoFrozenIntervalsAndThreeSeconds(String rule, String events, int count, double stall,
      double content) {
    Timeline timeline = Timeline.of("0/0 play").and(events.split(",", -1));

    assertThat(timeline.qoe().stallCount()).as(rule).isEqualTo(count);
    assertThat(timeline.qoe().stallTime()).as(rule).isEqualTo(Events.millis(stall));
    assertThat(timeline.session().timePlayed()).as(rule).isEqualTo(Events.millis(content));
  }

  @Test
  void anotherBitrateEndsAFrozenRun() {
    Timeline timeline = Timeline.of("0/0 play", "10/10 ping")
        .and("12/10 ping", event -> Events.withBitrate(event, 800)).and("14/10 ping", "20/16 ping");

    assertThat(timeline.qoe().stallCount()).isZero();
  }

  @Test
  void stallTimeAloneMeansThatContentWasPlayed() {
    SessionDetails session = Timeline.of("0/0 adBreakStart", "0/0 adBreakComplete", "1/1 ping", "3/1 ping", "5/1 ping")
        .session();

    assertThat(session.timePlayed()).isZero();
    assertThat(session.isPlayed()).isTrue();
  }

  @Test
  void theAverageBitrateIsWeightedByContentAndAdTime() {
    QoeDataDetails qoe = Timeline.of().and("0/0 play", event -> Events.withBitrate(event, 800))
        .and("10/10 ping", event -> Events.withBitrate(event, 0)).and("20/20 adBreakStart")
        .and("20/20 adStart", event -> Events.withBitrate(event, 1000)).and("30/20 adComplete", "30/20 pauseStart")
        .and("40/20 sessionEnd").qoe();

    assertThat(qoe.bitrateAverage()).hasValue(900);
  }

  @Test
  void theFirstEventAfterTheStartStartsTheClock() {
    SessionDetails session = Timeline.of("-4/0 adBreakStart", "1/0 sessionEnd").session();

    assertThat(session.startedAt()).isEqualTo(Events.ts(-4));
    assertThat(session.endedAt()).isEqualTo(Events.ts(1));
    assertThat(session.lateEvents()).isZero();
  }

  @Test
  void aSessionOfOneEventLastsNoTime() {
    Timeline timeline = Timeline.of();

    assertThat(timeline.session().startedAt()).isEqualTo(Events.ts(0));
    assertThat(timeline.session().endedAt()).isEqualTo(Events.ts(0));
    assertThat(timeline.session().averageMinuteAudience()).hasValue(new BigDecimal("0.000000"));
    assertThat(timeline.session().segment()).isEqualTo(Optional.empty());
    assertThat(timeline.reason()).isEqualTo(CloseReason.INACTIVE);
  }
}

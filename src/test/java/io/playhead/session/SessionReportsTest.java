package io.playhead.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.event.EventType;
import io.playhead.event.MediaEvent;
import io.playhead.event.Params;
import io.playhead.report.Report;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What reports take from the session's start, its breaks and its intervals (media-metrics §5). */
class SessionReportsTest {

  private static final String MD5_OF_FILM = "bdbd6db1d8cc09a957e86180fda9442a";

  private static MediaEvent breakStart(long index, Optional<String> name) {
    return Events.of(EventType.AD_BREAK_START, 0, 0, new Params.AdBreak(index, 30_000, name));
  }

  private static MediaEvent adStart(Optional<String> podName) {
    return Events.of(EventType.AD_START, 0, 0,
        new Params.Ad("ad", Optional.empty(), 10_000, 1, "player", Optional.empty(), Optional.empty(), Optional.empty(),
            Optional.empty(), Optional.empty(), Optional.empty(), podName));
  }

  private static List<Report> reports(MediaEvent start, MediaEvent... events) {
    List<MediaEvent> all = new ArrayList<>(List.of(start));
    all.addAll(Arrays.asList(events));
    return OfflineBatch.fold("sid", all, Events.record(0)).reports();
  }

  private static Report.AdStart firstAdStart(MediaEvent... events) {
    return (Report.AdStart) reports(Events.sessionStart(100), events).get(1);
  }

  @ParameterizedTest
  @CsvSource({"0", "-1", "12"})
  void aPodsIdIsTheContentsMd5AndItsIndex(long index) {
    Report.AdStart start = firstAdStart(breakStart(index, Optional.empty()), adStart(Optional.empty()));

    assertThat(start.pod().id()).isEqualTo(MD5_OF_FILM + "_" + index);
    assertThat(start.pod().offset()).isEqualTo(30_000);
  }

  @Test
  void aChaptersIdIsTheContentsMd5AndItsIndex() {
    Report.ChapterClose close = (Report.ChapterClose) reports(Events.sessionStart(100),
        Events.of("chapterStart", 0, 0)).get(1);

    assertThat(close.chapter().id()).isEqualTo(MD5_OF_FILM + "_1");
  }

  @Test
  void aPodIsNamedByItsBreakOrElseByItsAd() {
    Optional<String> ofBreak = Optional.of("of the break");
    Optional<String> ofAd = Optional.of("of the ad");

    assertThat(firstAdStart(breakStart(0, ofBreak), adStart(ofAd)).pod().friendlyName()).isEqualTo(ofBreak);
    assertThat(firstAdStart(breakStart(0, Optional.empty()), adStart(ofAd)).pod().friendlyName()).isEqualTo(ofAd);
  }

  @Test
  void customMetadataIsTheSessionsOverlaidWithTheAdsOwn() {
    MediaEvent start = Events.withMetadata(Events.sessionStart(100), Map.of("series", "a", "site", "b"));
    List<Report> reports = reports(start, breakStart(0, Optional.empty()),
        Events.withMetadata(adStart(Optional.empty()), Map.of("site", "c", "spot", "d")));

    assertThat(reports).extracting(report -> report.envelope().customMetadata()).containsExactly(
        Map.of("series", "a", "site", "b"), Map.of("series", "a", "site", "c", "spot", "d"),
        Map.of("series", "a", "site", "c", "spot", "d"), Map.of("series", "a", "site", "b"));
  }

  @ParameterizedTest
  @CsvSource({"0, 10, [0-5]", "299.9, 300, [0-5]", "300, 301, [5-10]", "299, 301, [0-10]", "800, 1380, [10-25]"})
  void theSegmentIsWidenedToMultiplesOf5Minutes(double from, double to, String segment) {
    assertThat(
        Timeline.ofLength(3600, "0/" + from + " play", (to - from) + "/" + to + " sessionEnd").session().segment())
        .contains(segment);
  }

  @ParameterizedTest
  @CsvSource({"45, 60.333, 0.745860", "48, 100, 0.480000", "1, 3, 0.333333", "2, 3, 0.666667", "1, 2000000, 0.000001",
    "0.999, 2000000, 0.000000"})
  void theAverageMinuteAudienceIsRoundedHalfUpTo6Decimals(double played, double length, BigDecimal audience) {
    assertThat(Timeline.ofLength(length, "0/0 play", played + "/" + played + " sessionEnd").session()
        .averageMinuteAudience()).contains(audience);
  }

  @Test
  void aContentWithoutLengthHasNoAudienceAndNoProgress() {
    var session = Timeline.ofLength(0, "0/0 play", "10/10 sessionEnd").session();

    assertThat(session.averageMinuteAudience()).isEmpty();
    assertThat(session.progress()).isEmpty();
    assertThat(session.uniqueTimePlayed()).isEqualTo(10_000);
  }

  @Test
  void aSeekPastAMarkDoesNotSetIt() {
    var session = Timeline.of("0/0 play", "12/12 ping", "13/60 ping", "20/67 sessionEnd").session();

    assertThat(session.progress()).containsExactly(10);
  }
}

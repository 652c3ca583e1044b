package io.playhead.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.event.MediaEvent;
import io.playhead.report.CloseReason;
import io.playhead.report.LogRange;
import io.playhead.report.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Sessions watched offline (media-metrics §4). */
class OfflineBatchTest {

  private static Outcome fold(String... rows) {
    List<MediaEvent> events = new ArrayList<>();
    events.add(Events.sessionStart(1000));
    events.addAll(Timeline.of(rows).events());
    return OfflineBatch.fold("sid", events, Events.record(42));
  }

  private static Report.SessionClose close(Outcome outcome) {
    return (Report.SessionClose) outcome.reports().getLast();
  }

  @Test
  void itClosesAsDownloaded() {
    Report.SessionClose close = close(fold("0/0 play", "50/50 ping"));

    assertThat(close.reason()).isEqualTo(CloseReason.DOWNLOADED);
    assertThat(close.secondsSinceLastCall()).isZero();
    assertThat(close.session().timePlayed()).isEqualTo(50_000);
    assertThat(close.envelope().loggedAt()).isEqualTo(42);
    assertThat(close.envelope().dimensions()).containsKey("isDownloaded");
  }

  @Test
  void itsReportsTellOfOneRecord() {
    List<MediaEvent> events = List.of(Events.sessionStart(100), Events.of("play", 0, 0));

    assertThat(OfflineBatch.fold("sid", events, new LogPosition(3, 17, 42)).reports())
        .extracting(report -> report.envelope().log()).containsOnly(Optional.of(new LogRange(3, 17, 17, 42)));
  }

  @Test
  void eventsAfterItsEndAreIgnored() {
    assertThat(close(fold("0/0 play", "50/50 sessionComplete", "60/60 error")).session().eventCount()).isEqualTo(3);
    assertThat(close(fold("0/0 play", "50/50 sessionEnd", "60/60 error")).session().eventCount()).isEqualTo(3);
  }

  @Test
  void theArraysOrderHolds() {
    Report.SessionClose close = close(fold("0/0 play", "50/50 ping", "40/40 pauseStart", "60/60 ping"));

    assertThat(close.session().lateEvents()).isEqualTo(1);
    assertThat(close.session().pauseTime()).isEqualTo(10_000);
  }

  @Test
  void aGapIsCreditedUpTo10Minutes() {
    assertThat(close(fold("0/0 play", "700/700 ping")).session().timePlayed()).isEqualTo(600_000);
  }

  @Test
  void itReportsItsStartFirst() {
    assertThat(fold("0/0 adBreakStart", "0/0 adStart").reports()).extracting(Report::type)
        .containsExactly("sessionStart", "adStart", "adClose", "sessionClose");
  }
}

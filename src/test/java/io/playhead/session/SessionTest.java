package io.playhead.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.event.MediaEvent;
import io.playhead.report.CloseReason;
import io.playhead.report.Envelope;
import io.playhead.report.LogRange;
import io.playhead.report.Report;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Order of arrival, late events and closing (media-metrics §§2, 4). Times are seconds. */
class SessionTest {

  private final Session session =
      Session.start("sid", new Arrival(Events.sessionStart(100), 0, 0), new LogPosition(3, 17, 5));
  private final List<Report> reports = new ArrayList<>();
  private final List<Arrival> notOpen = new ArrayList<>();

  private Outcome arrive(double logTime, MediaEvent event) {
    return keep(session.arrive(new Arrival(event, Events.millis(logTime), 0), Events.record(Events.millis(logTime))));
  }

  private Outcome arrive(double logTime, String type, double second, double playhead) {
    return arrive(logTime, Events.of(type, second, playhead));
  }

  private void advance(double logTime) {
    keep(session.advance(Events.millis(logTime), Events.record(Events.millis(logTime))));
  }

  private Outcome keep(Outcome outcome) {
    reports.addAll(outcome.reports());
    notOpen.addAll(outcome.notOpen());
    return outcome;
  }

  private Report.SessionClose close() {
    return (Report.SessionClose) reports.getLast();
  }

  private Report.SessionClose end(double second, double playhead) {
    double logTime = 100_000;
    arrive(logTime, "sessionEnd", second, playhead);
    advance(logTime + 5);
    return close();
  }

  @Test
  void anEventWaits5Seconds() {
    arrive(10, "adBreakStart", 10, 0);
    arrive(10, "adStart", 10, 0);

    advance(14.999);
    assertThat(reports).isEmpty();

    advance(15);
    assertThat(reports).extracting(Report::type).containsExactly("adStart");
  }

  @Test
  void eventsThatArriveOutOfOrderWithin5SecondsAreAppliedInOrder() {
    arrive(10, "pauseStart", 8, 8);
    arrive(12, "play", 0, 0);
    arrive(14.9, "ping", 4, 4);
    advance(20);

    assertThat(session.live().session().timePlayed()).isEqualTo(8_000);
    assertThat(session.live().session().lateEvents()).isZero();
  }

  @Test
  void anEventIsReorderedIfItSortsBeforeOneThatWaits() {
    assertThat(arrive(0, "ping", 10, 10).reordered()).isFalse();
    assertThat(arrive(1, "ping", 10, 10).reordered()).isFalse();
    assertThat(arrive(2, "ping", 9, 9).reordered()).isTrue();
    assertThat(arrive(9, "ping", 9.5, 9).reordered()).isFalse();
  }

  @Test
  void theThirtyThirdEventPushesTheFirstOut() {
    arrive(0, "adBreakStart", 0, 0);
    arrive(0, "adStart", 0, 0);
    for (int i = 1; i <= 30; i++) {
      arrive(0, "ping", i, 0);
    }
    assertThat(reports).isEmpty();

    arrive(0, "ping", 40, 0);
    arrive(0, "ping", 41, 0);
    assertThat(reports).extracting(Report::type).containsExactly("adStart");
  }

  @ParameterizedTest
  @CsvSource({"40, 0", "39.999, 1"})
  void anEventMoreThan60SecondsBeforeTheLargestWaitingFlushesTheWindow(double second, int applied) {
    arrive(0, "ping", 100, 0);

    assertThat(arrive(0, "ping", second, 0).applied()).isEqualTo(applied);
  }

  @Test
  void whatWaitsWhenTheSessionEndsMeetsAClosedSession() {
    arrive(0, "sessionEnd", 10, 10);
    arrive(1, "ping", 20, 20);
    advance(5);

    assertThat(session.closed()).contains(CloseReason.ENDED);
    assertThat(notOpen).extracting(arrival -> arrival.event().ts()).containsExactly(Events.ts(20));
  }

  @Test
  void anEventThatSetsTheClockBackBehindAWaitingEndMeetsAClosedSession() {
    arrive(0, "sessionEnd", 100, 10);
    arrive(0, "ping", 10, 0);

    assertThat(session.closed()).contains(CloseReason.ENDED);
    assertThat(notOpen).hasSize(1);
  }

  @Test
  void aLateEventTakesEffectAtTheClockAsItStands() {
    arrive(0, "play", 0, 0);
    arrive(10, "ping", 10, 10);
    arrive(20, "pauseStart", 5, 5);
    arrive(30, "ping", 30, 10);

    Report.SessionClose close = end(30, 10);
    assertThat(close.session().timePlayed()).isEqualTo(10_000);
    assertThat(close.session().pauseTime()).isEqualTo(20_000);
    assertThat(close.session().lateEvents()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      # newer        | late         | takes effect
      play           | pauseStart   | false
      bufferStart    | pauseStart   | false
      ping           | pauseStart   | true
      adBreakStart   | pauseStart   | true
      chapterStart   | pauseStart   | true
      """)
  void aLateEventIsSupersededByANewerOneOfItsKind(String newer, String late, boolean effect) {
    arrive(0, "play", 0, 0);
    arrive(10, newer, 10, 10);
    arrive(20, late, 5, 5);
    advance(25);

    assertThat(session.live().playState().equals("paused")).isEqualTo(effect);
  }

  @Test
  void aLateAdStartSupersededAsToPlayingOpensItsAdAllTheSame() {
    arrive(0, "adBreakStart", 0, 0);
    arrive(10, "bufferStart", 10, 0);
    arrive(20, "adStart", 5, 0);
    advance(25);

    assertThat(session.live().ad()).contains("ad");
    assertThat(session.live().playState()).isEqualTo("buffering");
  }

  @Test
  void aClockResetForgetsWhatWasNewer() {
    arrive(0, "play", 100, 0);
    arrive(10, "ping", 10, 0);
    arrive(20, "ping", 30, 0);
    arrive(30, "pauseStart", 20, 0);
    advance(40);

    assertThat(session.live().playState()).isEqualTo("paused");
    assertThat(session.live().session().clockResets()).isEqualTo(1);
  }

  @Test
  void qualityDataOfALateEventIsIgnored() {
    arrive(0, "play", 0, 0);
    arrive(10, "ping", 10, 10);
    arrive(20, Events.withBitrate(Events.of("bitrateChange", 5, 5), 800));
    arrive(30, "ping", 30, 30);

    Report.SessionClose close = end(30, 30);
    assertThat(close.qoe().bitrateAverage()).isEmpty();
    assertThat(close.qoe().bitrateChangeCount()).isEqualTo(1);
  }

  @Test
  void aLateErrorCountsWithItsId() {
    arrive(10, "ping", 10, 10);
    arrive(20, "error", 5, 5);

    assertThat(end(30, 30).qoe().playerSdkErrors()).containsExactly("e1");
  }

  @Test
  void aLateSessionCompleteCompletes() {
    arrive(10, "ping", 10, 10);
    arrive(20, "sessionComplete", 5, 5);

    assertThat(end(30, 30).session().isCompleted()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      # last event    | arrives | closes at | reason        | since last call
      sessionEnd      | 10      | 15        | ENDED         | 0
      sessionComplete | 10      | 70        | COMPLETED     | 0
      ping            | 10      | 610       | INACTIVE      | 600
      """)
  void aSessionClosesAtItsDeadline(String type, double arrives, double closes, CloseReason reason, double since) {
    arrive(arrives, type, arrives, arrives);

    advance(closes - 0.001);
    assertThat(session.closed()).isEmpty();
    advance(closes);
    assertThat(session.closed()).contains(reason);
    assertThat(close().secondsSinceLastCall()).isEqualTo(Events.millis(since));
    assertThat(close().envelope().loggedAt()).isEqualTo(Events.millis(closes));
  }

  @Test
  void aSessionThatNobodyAddsToClosesAsInactive() {
    advance(600);

    assertThat(session.closed()).contains(CloseReason.INACTIVE);
  }

  @Test
  void aPlayheadThatDoesNotMoveFor30MinutesIsStuck() {
    for (int minute = 5; minute < 35; minute += 5) {
      arrive(minute * 60.0, "ping", minute * 60.0, 1);
    }
    advance(5 * 60 + 1800 - 0.001);
    assertThat(session.closed()).isEmpty();

    arrive(2099.9, "error", 2099.9, 1);
    advance(2100);
    assertThat(session.closed()).contains(CloseReason.PLAYHEAD_STUCK);
    assertThat(close().secondsSinceLastCall()).isEqualTo(100);
  }

  @Test
  void aMoveThatStillWaitsKeepsAPlayheadFromBeingStuck() {
    for (int minute = 5; minute < 30; minute += 5) {
      arrive(minute * 60.0, "ping", minute * 60.0, 0);
    }
    arrive(1799, "ping", 1799, 1);

    advance(1800);
    assertThat(session.closed()).isEmpty();
    assertThat(session.live().waiting()).isZero();
  }

  @Test
  void anEndThatStillWaitsAtATimeoutIsApplied() {
    for (int minute = 5; minute < 30; minute += 5) {
      arrive(minute * 60.0, "ping", minute * 60.0, 0);
    }
    arrive(1799, "sessionEnd", 1799, 0);

    advance(1800);
    assertThat(session.closed()).contains(CloseReason.ENDED);
  }

  @Test
  void aSessionOlderThan24HoursIsTooOld() {
    for (int second = 500; second < 86_400; second += 500) {
      arrive(second, "ping", second, second);
    }
    advance(86_399.999);
    assertThat(session.closed()).isEmpty();

    advance(86_400);
    assertThat(session.closed()).contains(CloseReason.TOO_OLD);
    assertThat(close().secondsSinceLastCall()).isEqualTo(400_000);
  }

  @Test
  void anEventThatComesAtTheDeadlineComesTooLate() {
    arrive(600, "ping", 600, 600);

    assertThat(session.closed()).contains(CloseReason.INACTIVE);
    assertThat(notOpen).hasSize(1);
  }

  @Test
  void theDeadlineIsTheWindowsOnlyIfSomethingShows() {
    arrive(10, "ping", 10, 10);
    assertThat(session.nextDeadline()).isEqualTo(new Deadline(610_000, Deadline.Kind.INACTIVE));

    arrive(12, "chapterStart", 12, 12);
    assertThat(session.nextDeadline()).isEqualTo(new Deadline(17_000, Deadline.Kind.WINDOW));

    advance(17);
    assertThat(session.nextDeadline()).isEqualTo(new Deadline(612_000, Deadline.Kind.INACTIVE));
  }

  @Test
  void eachReportTellsOfTheRecordThatMadeItAndOfTheSessionsFirst() {
    arrive(0, "adBreakStart", 0, 0);
    arrive(0, "adStart", 0, 0);

    keep(session.advance(5_000, new LogPosition(3, 912, 77)));

    Envelope envelope = reports.getFirst().envelope();
    assertThat(envelope.loggedAt()).isEqualTo(77);
    assertThat(envelope.log()).contains(new LogRange(3, 17, 912, 5));
  }
}

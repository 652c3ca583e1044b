package io.playhead.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.event.EventType;
import io.playhead.event.MediaEvent;
import io.playhead.event.Params;
import io.playhead.report.Activity;
import io.playhead.report.Report;
import io.playhead.report.SessionDetails;
import io.playhead.session.LogRun.Calls;
import io.playhead.session.LogRun.LogRecord;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;

/** What holds of every session, however its player behaves. */
class SessionPropertiesTest {

  private static final int LONG_ENOUGH = 700;
  private static final Set<EventType> INTERRUPTIONS = EnumSet.complementOf(EnumSet.of(EventType.SESSION_START,
      EventType.PING, EventType.PLAY, EventType.SESSION_COMPLETE, EventType.SESSION_END));

  /** What happens next: how far clock, playhead and log move on, and the type of event; none is a tick. */
  record Step(long clock, long playhead, long log, Optional<EventType> type, long bitrate) {}

  @Provide
  Arbitrary<List<Step>> wild() {
    return steps(
        Arbitraries.of(0L, 0L, 1L, 100L, 249L, 250L, 1_000L, 3_000L, 10_000L, 70_000L, -500L, -5_000L, -61_000L),
        Arbitraries.of(0L, 0L, 100L, 1_000L, 3_000L, 10_000L, 60_000L, -5_000L, -20_000L),
        Arbitraries.of(0L, 0L, 1L, 100L, 1_000L, 2_500L, 4_999L, 5_000L, 30_000L, -10L));
  }

  /** A player on time: every event arrives as it happens, and its playhead moves no faster than time. */
  @Provide
  Arbitrary<List<Step>> orderly() {
    return Combinators
        .combine(Arbitraries.of(1L, 249L, 250L, 1_000L, 3_000L, 4_000L), Arbitraries.of(true, false), types(),
            bitrates())
        .as((clock, moves, type, bitrate) -> new Step(clock, moves ? clock : 0, clock, Optional.of(type), bitrate))
        .list()
        .ofMaxSize(40);
  }

  private static Arbitrary<Long> bitrates() {
    return Arbitraries.of(-1L, -1L, 0L, 800L, 900L);
  }

  private static Arbitrary<List<Step>> steps(Arbitrary<Long> clock, Arbitrary<Long> playhead, Arbitrary<Long> log) {
    return Combinators.combine(clock, playhead, log, types().optional(0.9), bitrates())
        .as(Step::new).list().ofMaxSize(60);
  }

  /** Mostly pings and plays, so that there is something to interrupt. */
  private static Arbitrary<EventType> types() {
    return Arbitraries.frequencyOf(Tuple.of(20, Arbitraries.of(EventType.PING)),
        Tuple.of(6, Arbitraries.of(EventType.PLAY)), Tuple.of(20, Arbitraries.of(INTERRUPTIONS)),
        Tuple.of(1, Arbitraries.of(EventType.SESSION_COMPLETE, EventType.SESSION_END)));
  }

  private static LogRun log(List<Step> steps) {
    List<LogRecord> log = new ArrayList<>();
    log.add(new LogRecord(1_000_000, Optional.of(Events.sessionStart(100))));
    long ts = Events.EPOCH + 100_000;
    long playhead = 0;
    long appended = 1_000_000;
    for (Step step : steps) {
      ts += step.clock();
      playhead = Math.max(0, playhead + step.playhead());
      appended += step.log();
      log.add(new LogRecord(appended, step.type().isPresent()
          ? Optional.of(event(step.type().get(), ts, playhead, step.bitrate()))
          : Optional.empty()));
    }
    return new LogRun(log);
  }

  private static MediaEvent event(EventType type, long ts, long playhead, long bitrate) {
    MediaEvent plain = Events.of(type.wireName(), 0, 0);
    MediaEvent event = new MediaEvent(type, ts, playhead, plain.params(), plain.qoe(), Map.of("at", "" + ts));
    return bitrate < 0 ? event : Events.withBitrate(event, bitrate);
  }

  private static List<MediaEvent> events(List<Step> steps) {
    return log(steps).log().stream().flatMap(entry -> entry.event().stream()).toList();
  }

  private static Outcome offline(List<MediaEvent> events) {
    return OfflineBatch.fold("sid", events, Events.record(0));
  }

  private static Report.SessionClose close(Outcome outcome) {
    return (Report.SessionClose) outcome.reports().getLast();
  }

  @Property(tries = 500)
  void whatComesOutDoesNotDependOnWhenItIsCalled(@ForAll("wild") List<Step> steps) {
    LogRun run = log(steps).untilClosed(LONG_ENOUGH);

    assertThat(run.output(Calls.AT_DEADLINES)).isEqualTo(run.output(Calls.AT_EVERY_RECORD));
  }

  @Property(tries = 500)
  void writingAndReadingStateChangesNothing(@ForAll("wild") List<Step> steps) {
    LogRun run = log(steps).untilClosed(LONG_ENOUGH);

    assertThat(run.output(Calls.REBUILT_EACH_TIME)).isEqualTo(run.output(Calls.AT_DEADLINES));
  }

  @Property(tries = 500)
  void whatTheViewerDoesChangesWithArrivalsOnly(@ForAll("wild") List<Step> steps) {
    LogPosition record = Events.record(0);
    Session session = Session.start("sid", new Arrival(Events.sessionStart(100), 0, 0), record);
    long logTime = 0;
    for (MediaEvent event : events(steps)) {
      if (session.closed().isEmpty() && event.type() != EventType.SESSION_START) {
        session.arrive(new Arrival(event, logTime, 0), record);
        Activity atArrival = session.activity();

        session.advance(logTime += ReorderWindow.WAIT, record);

        assertThat(session.activity()).isEqualTo(atArrival);
      }
    }
  }

  @Property(tries = 300)
  void everySessionClosesOnceAndLast(@ForAll("wild") List<Step> steps) {
    List<String> reports = log(steps).untilClosed(LONG_ENOUGH).output(Calls.AT_DEADLINES).stream()
        .filter(out -> out.startsWith("{")).toList();

    assertThat(reports).filteredOn(report -> report.contains("\"type\":\"sessionClose\"")).hasSize(1);
    assertThat(reports.getLast()).contains("\"type\":\"sessionClose\"");
  }

  @Property(tries = 300)
  void anHoursStopOfTheLogChangesOnlyWhenThingsWereLogged(@ForAll("orderly") List<Step> steps,
      @ForAll @IntRange(min = 1, max = 400) int record) {
    LogRun run = log(steps).untilClosed(LONG_ENOUGH);

    assertThat(run.stoppedBefore(record).outputBut(Calls.AT_DEADLINES)).isEqualTo(run.outputBut(Calls.AT_DEADLINES));
  }

  @Property(tries = 500)
  void theOrderOfArrivalWithinTheWindowDoesNotMatter(@ForAll("shuffled") List<Integer> order,
      @ForAll("orderly") List<Step> steps) {
    List<MediaEvent> events = events(steps);
    List<MediaEvent> few = events.subList(1, Math.min(events.size(), 13));
    List<MediaEvent> shuffled = order.stream().filter(i -> i < few.size()).map(few::get).toList();

    assertThat(arrivingWithinTheWindow(shuffled).outputBut(Calls.AT_DEADLINES))
        .isEqualTo(arrivingWithinTheWindow(few).outputBut(Calls.AT_DEADLINES));
  }

  @Provide
  Arbitrary<List<Integer>> shuffled() {
    return Arbitraries.shuffle(IntStream.range(0, 12).boxed().toList());
  }

  @Property(tries = 300)
  void theOrderOfArrivalOfABreaksOwnEventsDoesNotMatter(@ForAll("shuffled") List<Integer> order) {
    List<MediaEvent> inOrder = Timeline.of("0/0 play", "0/0 chapterStart", "9/9 adBreakStart", "9/9 adStart",
        "12/9 adComplete", "12/9 adStart", "15/9 adComplete", "15/9 adBreakComplete", "20/14 chapterComplete",
        "20/14 chapterStart", "25/19 adBreakStart", "25/19 adStart").events();
    List<MediaEvent> shuffled = order.stream().map(inOrder::get).toList();

    assertThat(arrivingWithinTheWindow(shuffled).outputBut(Calls.AT_DEADLINES))
        .isEqualTo(arrivingWithinTheWindow(inOrder).outputBut(Calls.AT_DEADLINES));
  }

  @Property(tries = 100)
  void aWholeBreakAtOneMomentIsPutInOrder(@ForAll("shuffled") List<Integer> order) {
    List<MediaEvent> inOrder = Timeline.of("5/0 adBreakStart", "5/0 adStart", "5/0 adComplete", "5/0 adBreakComplete",
        "5/0 play").events();
    List<MediaEvent> shuffled = order.stream().filter(i -> i < inOrder.size()).map(inOrder::get).toList();

    assertThat(arrivingWithinTheWindow(shuffled).outputBut(Calls.AT_DEADLINES))
        .isEqualTo(arrivingWithinTheWindow(inOrder).outputBut(Calls.AT_DEADLINES));
  }

  /** A log in which the events come in 300 ms steps, all before the first of them has waited 5 s. */
  private static LogRun arrivingWithinTheWindow(List<MediaEvent> events) {
    List<LogRecord> log = new ArrayList<>();
    log.add(new LogRecord(1_000_000, Optional.of(Events.sessionStart(100))));
    for (int i = 0; i < 12; i++) {
      log.add(new LogRecord(1_000_000 + i * 300L, i < events.size() ? Optional.of(events.get(i)) : Optional.empty()));
    }
    return new LogRun(log).untilClosed(LONG_ENOUGH);
  }

  @Property(tries = 1000)
  void noMoreTimeIsSharedOutThanWasCredited(@ForAll("wild") List<Step> steps) {
    List<MediaEvent> events = events(steps);
    Report.SessionClose close = close(offline(events));

    assertThat(close.session().totalTimePlayed() + close.session().pauseTime() + close.qoe().bufferTime()
        + close.qoe().stallTime()).isLessThanOrEqualTo(credited(events));
    assertThat(close.states()).allMatch(state -> state.time() <= credited(events));
  }

  /** The clock of media-metrics §2 in few words: late events and set-back clocks credit nothing. */
  private static long credited(List<MediaEvent> events) {
    long credited = 0;
    long clock = events.size() > 1 ? events.get(1).ts() : 0;
    for (MediaEvent event : events.subList(1, events.size())) {
      if (event.ts() >= clock) {
        credited += Math.min(event.ts() - clock, 600_000);
        clock = event.ts();
      } else if (event.ts() < clock - 60_000) {
        clock = event.ts();
      }
    }
    return credited;
  }

  @Property(tries = 1000)
  void uniqueTimeIsBoundedByDoubleSpeed(@ForAll("wild") List<Step> steps) {
    SessionDetails session = close(offline(events(steps))).session();

    assertThat(session.uniqueTimePlayed())
        .isLessThanOrEqualTo(2 * session.timePlayed() + 1_000 * (session.eventCount() - 1));
  }

  @Property(tries = 1000)
  void chaptersAddUpToNoMoreThanContent(@ForAll("wild") List<Step> steps) {
    Outcome outcome = offline(events(steps));
    long chapters = outcome.reports().stream().filter(Report.ChapterClose.class::isInstance)
        .mapToLong(report -> ((Report.ChapterClose) report).chapter().timePlayed()).sum();

    assertThat(chapters).isLessThanOrEqualTo(close(outcome).session().timePlayed());
  }

  @Property(tries = 1000)
  void adsAddUpToAdTime(@ForAll("wild") List<Step> steps) {
    Outcome outcome = offline(events(steps));
    long ads = outcome.reports().stream().filter(Report.AdClose.class::isInstance)
        .mapToLong(report -> ((Report.AdClose) report).timePlayed()).sum();

    assertThat(ads).isEqualTo(close(outcome).session().adTime());
  }

  @Property(tries = 300)
  void aRepeatedPlayAtAMovingPlayheadChangesNothingButTheCount(@ForAll("playing") List<Step> steps,
      @ForAll @IntRange(max = 30) int place) {
    List<MediaEvent> once = new ArrayList<>(events(steps));
    once.add(1,
        new MediaEvent(EventType.PLAY, once.get(1).ts(), 0, Params.None.INSTANCE, once.getFirst().qoe(), Map.of()));
    List<MediaEvent> twice = new ArrayList<>(once);
    int before = 1 + place % (once.size() - 2);
    MediaEvent earlier = once.get(before);
    MediaEvent later = once.get(before + 1);
    twice.add(before + 1, new MediaEvent(EventType.PLAY, (earlier.ts() + later.ts()) / 2,
        (earlier.playhead() + later.playhead()) / 2, Params.None.INSTANCE, once.getFirst().qoe(), Map.of()));

    assertThat(close(offline(twice)).session().eventCount()).isEqualTo(close(offline(once)).session().eventCount() + 1);
    assertThat(withoutCount(offline(twice))).isEqualTo(withoutCount(offline(once)));
  }

  private static List<String> withoutCount(Outcome outcome) {
    return outcome.reports().stream().map(report -> report.toString().replaceFirst("eventCount=\\d+", "")).toList();
  }

  /** A session that plays throughout, its playhead moving with time. */
  @Provide
  Arbitrary<List<Step>> playing() {
    Arbitrary<EventType> types = Arbitraries.of(EventType.PING, EventType.PLAY, EventType.CHAPTER_START,
        EventType.CHAPTER_COMPLETE, EventType.STATE_START, EventType.STATE_END, EventType.BITRATE_CHANGE,
        EventType.ERROR);
    return Combinators.combine(Arbitraries.of(2L, 250L, 1_000L, 10_000L), types, bitrates())
        .as((clock, type, bitrate) -> new Step(clock, clock, clock, Optional.of(type), bitrate)).list().ofMinSize(2)
        .ofMaxSize(30);
  }
}

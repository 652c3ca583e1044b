package io.playhead.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.event.MediaEvent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What became of an event, as the core tells it (media-metrics §§2–4). */
class VerdictTest {
  private static final long SECOND = 1_000;

  private final List<Judgement> judgements = new ArrayList<>();

  /** Events that arrive so far apart that each is applied before the next; gives the last one's judgement. */
  private Judgement last(String timeline) {
    LogPosition record = Events.record(0);
    Session session =
        Session.start("sid", new Arrival(Events.sessionStart(100), 0, 0), record, judgements::add);
    long logTime = 0;
    for (MediaEvent event : Timeline.of(timeline.split(", ", -1)).events()) {
      logTime += 6 * SECOND;
      session.arrive(new Arrival(event, logTime, 0), record);
    }
    session.advance(logTime + 6 * SECOND, record);
    return judgements.getLast();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      # second/playhead and type; the verdict is on the last                  | verdict    | why
      1/0 play                                                                | APPLIED    |
      1/0 play, 2/1 play                                                      | IGNORED    | it plays already
      1/0 pauseStart, 2/0 pauseStart                                          | IGNORED    | it is paused already
      1/0 bufferStart, 2/0 bufferStart                                        | IGNORED    | it buffers already
      1/0 adBreakStart, 1/0 adStart, 1.2/0 pauseStart                         | IGNORED    | within 250 ms of an adStart the content only makes room for the ad
      1/0 adBreakStart, 1/0 adStart, 1.25/0 pauseStart                        | APPLIED    |
      1/0 adBreakStart, 1/0 adStart, 2/0 play                                 | APPLIED    |
      1/0 adStart                                                             | IGNORED    | no ad break is open
      1/0 adBreakComplete                                                     | IGNORED    | no ad break is open
      1/0 adBreakStart, 2/0 adComplete                                        | IGNORED    | no ad is open
      1/0 adSkip                                                              | IGNORED    | no ad is open
      1/0 chapterComplete                                                     | IGNORED    | no chapter is open
      1/0 stateStart, 2/0 stateStart                                          | IGNORED    | the state is as it says already
      1/0 stateEnd                                                            | IGNORED    | the state is as it says already
      1/0 stateStart, 2/0 stateEnd                                            | APPLIED    |
      1/0 play, 9/8 sessionComplete, 10/8 chapterStart                        | IGNORED    | content is over since sessionComplete
      1/0 play, 9/8 sessionComplete, 10/8 stateStart                          | IGNORED    | content is over since sessionComplete
      1/0 play, 9/8 sessionComplete, 10/8 bitrateChange                       | IGNORED    | content is over since sessionComplete
      1/0 play, 9/8 sessionComplete, 10/8 error                               | APPLIED    |
      10/0 ping, 4/0 play                                                     | LATE       | 6000 ms before the clock: it takes effect at the clock
      10/0 play, 4/0 pauseStart                                               | SUPERSEDED | late, and a newer event of its kind has been applied
      10/0 stateStart, 4/0 stateEnd                                           | SUPERSEDED | late, and a newer event of its kind has been applied
      10/0 chapterStart, 4/0 chapterStart                                     | SUPERSEDED | late, and a newer event of its kind has been applied
      10/0 adBreakStart, 4/0 adBreakComplete                                  | SUPERSEDED | late, and a newer event of its kind has been applied
      10/0 ping, 4/0 adComplete                                               | IGNORED    | no ad is open
      10/0 ping, 4/0 error                                                    | LATE       | 6000 ms before the clock: it takes effect at the clock
      100/0 ping, 4/0 play                                                    | APPLIED    |
      """)
  void anEventsVerdictAndTheRuleBehindIt(String timeline, Verdict verdict, String why) {
    Judgement judgement = last(timeline);

    assertThat(judgement.verdict()).isEqualTo(verdict);
    assertThat(judgement.why().orElse(null)).isEqualTo(why);
  }

  @Test
  void aJudgementTellsWhereTheSessionStandsAfterTheEvent() {
    Standing after = last("1/0 chapterStart, 2/0 adBreakStart, 3/0 adStart").after();

    assertThat(after.playState()).isEqualTo("playing");
    assertThat(after.inAdBreak()).isTrue();
    assertThat(after.ad()).contains("ad");
    assertThat(after.chapter()).contains(1L);
    assertThat(after.clock()).isEqualTo(Events.ts(3));
  }

  @Test
  void aBatchsEventsAfterItsEndAreIgnored() {
    List<MediaEvent> events = new ArrayList<>(List.of(Events.sessionStart(100)));
    events.addAll(Timeline.of("1/0 play", "2/1 sessionComplete", "3/2 error").events());

    OfflineBatch.fold("sid", events, Events.record(0), judgements::add);

    assertThat(judgements).extracting(Judgement::verdict).containsExactly(Verdict.APPLIED, Verdict.APPLIED,
        Verdict.IGNORED);
    assertThat(judgements).extracting(judgement -> judgement.arrival().position()).containsExactly(1L, 2L, 3L);
  }
}

package io.playhead.aggregator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import io.playhead.aggregator.Replay.Output;
import io.playhead.aggregator.TestLog.Out;
import io.playhead.eventlog.RecordHeaders;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is watching, minute by minute of log time (media-metrics §8). */
class LiveCountsTest {
  private final TestLog log = new TestLog();

  @AfterEach
  void close() {
    log.close();
  }

  private static List<JsonNode> audiences(Out minute) {
    return StreamSupport.stream(minute.value().path("audiences").spliterator(), false).toList();
  }

  /** The counts of the only audience. */
  private static String counts(Out minute) {
    assertThat(audiences(minute)).hasSize(1);
    return audiences(minute).getFirst().properties().stream().filter(field -> field.getValue().isInt())
        .map(field -> field.getKey() + " " + field.getValue()).reduce("", (all, one) -> all + " " + one).strip();
  }

  /** Appends the session's events, and ticks between them and after them up to that second. */
  private void events(int session, String timeline, int until) {
    int last = 0;
    for (String entry : timeline.split(",", -1)) {
      String[] parts = entry.strip().split(" ", -1);
      int second = Integer.parseInt(parts[0]);
      log.ticks(last, second - 1);
      byte[] body = switch (parts[1]) {
        case "adBreakStart" -> Bodies.adBreakStart(second, 0, 1);
        case "adStart" -> Bodies.adStart(second, 0, "ad");
        default -> Bodies.event(parts[1], second, second);
      };
      log.append(second, Bodies.sid(session), parts[1], body);
      last = second;
    }
    log.ticks(last, until);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      # what arrives after the start, in seconds                               | what the viewer does
      1 ping                                                                   | starting
      1 play                                                                   | playing
      1 play, 2 pauseStart                                                     | paused
      1 play, 2 pauseStart, 3 play                                             | playing
      1 bufferStart                                                            | buffering
      1 play, 2 bufferStart, 12 ping                                           | buffering
      1 adStart                                                                | starting
      1 adBreakStart, 1 adStart                                                | ad
      1 play, 1 adStart, 1 adBreakStart                                        | ad
      1 adBreakStart, 1 adStart, 9 pauseStart                                  | paused
      1 adBreakStart, 1 adStart, 9 adComplete                                  | playing
      1 adBreakStart, 1 adStart, 9 adComplete, 9 adBreakComplete               | starting
      1 adBreakStart, 1 adStart, 9 adComplete, 9 adBreakComplete, 19 ping      | playing
      1 adBreakStart, 1 adStart, 9 adComplete, 9 adBreakComplete, 19 sessionEnd | playing
      1 play, 2 bitrateChange, 3 error                                         | playing
      1 play, 10 sessionComplete                                               | playing
      1 play, 10 pauseStart, 11 sessionEnd                                     | paused
      1 adBreakStart, 1 adStart, 9 sessionEnd                                  | ad
      """)
  void aSessionIsCountedByWhatTheViewerDoesAfterItsLastEvent(String timeline, String activity) {
    log.start(0, 1);
    events(1, timeline, 59);
    assertThat(log.live()).isEmpty();

    log.tick(60);

    assertThat(log.live()).singleElement().satisfies(minute -> assertThat(counts(minute)).isEqualTo(activity + " 1"));
  }

  @Test
  void anAudienceIsNamedByItsDimensions() {
    log.start(0, 1);
    log.ticks(0, 60);

    assertThat(audiences(log.live().getFirst())).singleElement().asString().isEqualTo("""
        {"name":"m1","channel":"c","contentType":"vod","playerName":"p","starting":1}""");
  }

  @Test
  void aMinuteIsToldWhenARecordEndsIt() {
    log.tick(0);
    log.ticks(0, 58);
    log.tick(60.25);
    log.ticks(60, 121);

    assertThat(log.live()).extracting(Out::sid, Out::second, minute -> minute.value().path("minute").asLong(),
        minute -> minute.value().path("endedAt").asLong(), minute -> audiences(minute).size())
        .containsExactly(tuple(null, 60.25, 0L, Bodies.ORIGIN + 60_250, 0),
            tuple(null, 120.0, 1L, Bodies.ORIGIN + 120_000, 0));
  }

  @Test
  void aMinuteIsOneOfLogTimeSoAnOutageIsNotCounted() {
    log.start(0, 1);
    log.ticks(0, 58);

    log.tick(600);

    assertThat(log.live()).singleElement().satisfies(minute -> assertThat(counts(minute)).isEqualTo("starting 1"));
  }

  @Test
  void aSessionThatIsNotHeardOfInAMinuteIsNotCountedInIt() {
    log.start(0, 1);
    log.ticks(0, 120);
    log.event(121, 1, "ping", 0);
    log.ticks(121, 180);

    assertThat(log.live()).extracting(minute -> audiences(minute).size()).containsExactly(1, 0, 1);
  }

  @Test
  void aSessionThatClosesWithinTheMinuteIsCounted() {
    log.start(0, 1);
    events(1, "1 play, 2 sessionEnd", 60);

    assertThat(log.closed()).hasSize(1);
    assertThat(counts(log.live().getFirst())).isEqualTo("playing 1");
  }

  @Test
  void aRestartInTheMinuteLosesNeitherTheOpenNorTheClosed() {
    Replay replay = new Replay(3);
    String[] types = {"sessionStart", "play", "sessionEnd"};
    for (int i = 0; i < types.length; i++) {
      byte[] body = i == 0 ? Bodies.sessionStart(0) : Bodies.event(types[i], i, 0);
      replay.accept(RandomLog.record(Bodies.ORIGIN + i * 1_000L, Optional.empty(), Bodies.sid(1), types[i], body), i);
    }
    replay.accept(RandomLog.record(Bodies.ORIGIN + 4_000, Optional.empty(), Bodies.sid(2), "sessionStart",
        Bodies.sessionStart(4, "m2")), 3);
    for (int second = 5; second <= 60; second++) {
      replay.restart();
      replay.accept(RandomLog.tick(Bodies.ORIGIN + second * 1_000L), second);
    }

    assertThat(replay.outputs()).filteredOn(output -> output.sink().equals(Outputs.LIVE)).extracting(Output::value)
        .containsExactly("""
            {"type":"live","schemaVersion":1,"partition":3,"minute":0,"endedAt":%d,"audiences":[\
            {"name":"m1","channel":"c","contentType":"vod","playerName":"p","playing":1},\
            {"name":"m2","channel":"c","contentType":"vod","playerName":"p","starting":1}]}"""
            .formatted(Bodies.ORIGIN + 60_000));
  }

  @Test
  void whatClosesInALaterMinuteWithoutAnEventIsNotCountedInIt() {
    log.start(0, 1);
    events(1, "58 sessionEnd", 120);

    assertThat(log.live()).extracting(minute -> audiences(minute).size()).containsExactly(1, 0);
  }

  @Test
  void anOfflineBatchIsNoViewer() {
    log.append(0, Bodies.sid(1), RecordHeaders.DOWNLOADED,
        Bodies.batch(Bodies.sessionStart(-100), Bodies.event("play", -99, 0)));
    log.ticks(0, 60);

    assertThat(audiences(log.live().getFirst())).isEmpty();
  }

  @Test
  void anEventOfASessionThatIsNotOpenIsNoViewer() {
    log.event(0, 1, "ping", 0);
    log.ticks(0, 60);

    assertThat(audiences(log.live().getFirst())).isEmpty();
  }

  @Test
  void the1000LargestAudiencesAreListedAndTheRestCountedAsOne() {
    for (int i = 0; i < 1_003; i++) {
      log.append(0, Bodies.sid(i), "sessionStart", Bodies.sessionStart(0, "m%04d".formatted(i)));
    }
    log.append(0, Bodies.sid(2_000), "sessionStart", Bodies.sessionStart(0, "m1002"));
    log.event(1, 1_001, "play", 0);
    log.ticks(1, 60);

    Out minute = log.live().getFirst();
    assertThat(audiences(minute)).hasSize(LiveCounts.LISTED).extracting(audience -> audience.path("name").asText())
        .startsWith("m1002", "m0000", "m0001").endsWith("m0998");
    assertThat(minute.value().path("others").toString()).isEqualTo("{\"starting\":2,\"playing\":1}");
  }

  @Test
  void aRecordStaysBelowItsTopicsLimitHoweverLongTheNames() {
    String worst = "\\u0001".repeat(190);
    for (int i = 0; i < LiveCounts.LISTED; i++) {
      log.append(0, Bodies.sid(i), "sessionStart", Bodies.sessionStart(0, "m%04d".formatted(i) + worst));
    }
    log.ticks(0, 60);

    JsonNode minute = log.live().getFirst().value();
    int listed = minute.path("audiences").size();
    assertThat(minute.toString().length()).isLessThan(2 << 20);
    assertThat(listed + minute.path("others").path("starting").asInt()).isEqualTo(LiveCounts.LISTED);
  }
}

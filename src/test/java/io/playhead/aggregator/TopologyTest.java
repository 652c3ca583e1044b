package io.playhead.aggregator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.playhead.aggregator.TestLog.Out;
import io.playhead.eventlog.RecordHeaders;
import io.playhead.report.ReportSchemas;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the topology makes of the records of one partition (media-metrics §§1, 2, 4; design §5). */
class TopologyTest {
  private final TestLog log = new TestLog();

  @AfterEach
  void close() {
    log.close();
  }

  @Nested
  class Reports {
    @Test
    void theReportOfTheStartComesAtOnce() {
      log.start(0, 1);

      assertThat(log.reports()).extracting(Out::sid, Out::second, report -> report.text("type"))
          .containsExactly(tuple(Bodies.sid(1), 0.0, "sessionStart"));
    }

    @Test
    void aSessionEndsWhenItsLastEventHasWaited() {
      log.start(0, 1);
      log.event(1, 1, "play", 0);
      log.event(11, 1, "sessionEnd", 10);
      log.reports();
      log.ticks(11, 15);
      assertThat(log.reports()).isEmpty();

      log.tick(16);

      Out close = log.reports().getLast();
      assertThat(close.text("type")).isEqualTo("sessionClose");
      assertThat(close.value().at("/sessionDetails/timePlayed").asDouble()).isEqualTo(10);
      assertThat(close.value().at("/sessionDetails/closeReason").asText()).isEqualTo("ended");
    }

    @Test
    void aReportTellsWhereItsSessionStandsInTheLog() {
      log.tick(0);
      log.start(1, 1);
      log.start(2, 2);
      log.event(3, 1, "sessionEnd", 0);
      log.tick(8);

      assertThat(log.reports()).filteredOn(report -> Bodies.sid(1).equals(report.sid()))
          .extracting(report -> report.value().path("log").toString())
          .containsExactly(range(1, 1, 1), range(1, 4, 1));
    }

    private static String range(long first, long last, long startedAt) {
      return "{\"partition\":0,\"firstOffset\":%d,\"lastOffset\":%d,\"startedAt\":%d}".formatted(first, last,
          Bodies.ORIGIN + startedAt * 1_000);
    }

    @Test
    void aReportIsDatedByTheRecordThatMadeIt() {
      log.start(0, 1);
      log.event(1, 1, "sessionEnd", 0);
      log.reports();
      log.tick(6.25);

      Out close = log.reports().getFirst();

      assertThat(close.second()).isEqualTo(6.25);
      assertThat(close.value().path("loggedAt").asLong()).isEqualTo(Bodies.ORIGIN + 6_250);
    }

    @Test
    void aClosedSessionIsAnnounced() {
      log.start(0, 1);
      log.event(1, 1, "sessionEnd", 0);
      log.tick(6);

      assertThat(log.closed()).extracting(Out::sid, Out::second, closing -> closing.value().toString())
          .containsExactly(tuple(Bodies.sid(1), 6.0, "{\"closeReason\":\"ended\"}"));
    }
  }

  @Nested
  class Timeouts {
    @Test
    void sixtySecondsAfterABareSessionCompleteItCloses() {
      log.start(0, 1);
      log.event(1, 1, "play", 0);
      log.event(61, 1, "sessionComplete", 60);
      log.ticks(61, 120);
      assertThat(log.closed()).isEmpty();

      log.tick(121);

      assertThat(log.closed()).extracting(closing -> closing.text("closeReason")).containsExactly("completed");
    }

    @Test
    void tenMinutesWithoutAnEventCloseIt() {
      log.start(0, 1);
      log.event(1, 1, "play", 0);
      log.ticks(1, 600);
      assertThat(log.closed()).isEmpty();

      log.tick(601);

      Out close = log.reports().getLast();
      assertThat(close.value().at("/sessionDetails/closeReason").asText()).isEqualTo("inactive");
      assertThat(close.value().at("/sessionDetails/secondsSinceLastCall").asDouble()).isEqualTo(600);
    }

    @Test
    void everyEventPutsTheTimeoutOff() {
      log.start(0, 1);
      log.event(1, 1, "play", 0);
      log.ticks(1, 500);
      log.event(500, 1, "ping", 499);
      log.ticks(500, 1_099);
      assertThat(log.closed()).isEmpty();

      log.tick(1_100);

      assertThat(log.closed()).extracting(Out::second).containsExactly(1_100.0);
    }

    @Test
    void anHourWithoutRecordsClosesNothing() {
      log.start(0, 1);
      log.event(1, 1, "play", 0);

      log.tick(3_601);

      assertThat(log.closed()).isEmpty();
      log.ticks(3_601, 4_195);
      assertThat(log.closed()).isEmpty();
      log.tick(4_196);
      assertThat(log.closed()).hasSize(1);
    }

    @Test
    void aBrokersClockStepBackDoesNotMoveLogTime() {
      log.start(0, 1);
      log.event(600, 1, "play", 0);
      log.tick(5);

      log.ticks(5, 604);
      assertThat(log.closed()).isEmpty();
      log.tick(605);
      assertThat(log.closed()).hasSize(1);
    }

    @Test
    void whatIsDueHappensBeforeTheRecord() {
      log.start(0, 1);
      log.event(1, 1, "sessionEnd", 0);

      log.event(6, 1, "ping", 1);

      assertThat(log.closed()).hasSize(1);
      assertThat(log.rejected()).extracting(rejection -> rejection.text("reason")).containsExactly("session-not-open");
    }

    @Test
    void whatIsDueAtOneRecordHappensInTheOrderOfTheDeadlines() {
      log.start(0, 3);
      log.start(0, 2);
      log.start(0, 1);
      log.event(0, 1, "sessionEnd", 0);
      log.event(0.1, 3, "sessionEnd", 0);
      log.event(0.1, 2, "sessionEnd", 0);

      log.tick(5);
      log.tick(5.5);

      assertThat(log.closed()).extracting(Out::sid)
          .containsExactly(Bodies.sid(1), Bodies.sid(2), Bodies.sid(3));
    }
  }

  @Nested
  class Batches {
    @Test
    void anOfflineSessionIsFoldedWholeAndClosedAtOnce() {
      log.append(0, Bodies.sid(1), "downloaded", Bodies.batch(Bodies.sessionStart(-100), Bodies.event("play", -90, 0),
          Bodies.event("sessionComplete", -60, 30)));

      assertThat(log.reports()).extracting(report -> report.text("type"))
          .containsExactly("sessionStart", "sessionClose");
      assertThat(log.closed()).extracting(closing -> closing.text("closeReason")).containsExactly("downloaded");
    }

    @Test
    void nothingOfItIsKept() {
      log.append(0, Bodies.sid(1), "downloaded", Bodies.batch(Bodies.sessionStart(-100)));

      log.event(1, 1, "ping", 0);

      assertThat(log.rejected()).hasSize(1);
      assertThat(log.meters.get("playhead.aggregator.sessions.open").gauge().value()).isZero();
    }
  }

  @Nested
  class Rejections {
    @Test
    void anEventOfASessionThatNeverStartedIsRejectedWithItsBody() {
      log.tick(0);
      log.event(1, 1, "ping", 7);

      Out rejection = log.rejected().getFirst();

      assertThat(rejection.sid()).isEqualTo(Bodies.sid(1));
      assertThat(rejection.value().toString()).isEqualTo("""
          {"reason":"session-not-open","eventType":"ping","source":{"partition":0,"offset":1},"body":%s}"""
          .formatted(quoted(Bodies.event("ping", 1, 7))));
    }

    @Test
    void whatStillWaitedWhenTheSessionEndedIsRejectedByItsPlace() {
      log.start(0, 1);
      log.event(1, 1, "sessionEnd", 0);
      log.event(2, 1, "ping", 0);
      log.tick(6);

      Out rejection = log.rejected().getFirst();

      assertThat(rejection.text("eventType")).isEqualTo("ping");
      assertThat(rejection.value().at("/source/offset").asInt()).isEqualTo(2);
    }

    @Test
    void aHeaderWithoutAValueDoesNotStopTheFold() {
      log.append(0, Bodies.sid(1), new RecordHeader(RecordHeaders.TYPE, new byte[0]), Bodies.bytes("x"));
      log.append(0, Bodies.sid(1), new RecordHeader(RecordHeaders.TYPE, null), Bodies.bytes("x"));
      log.start(1, 1);

      assertThat(log.rejected()).extracting(rejection -> rejection.text("reason"))
          .containsExactly("undecodable", "undecodable");
      assertThat(log.reports()).hasSize(1);
    }

    @Test
    void aBatchWhoseReportsWouldTakeHundredsOfMegabytesIsRejected() {
      String start = new String(Bodies.sessionStart(0), StandardCharsets.UTF_8);
      String large = start.replaceFirst("\\{", "{\"customMetadata\":{\"a\":\"" + "x".repeat(400_000) + "\"},");
      String chapter = """
          ,{"eventType":"chapterStart","playerTime":{"ts":%d,"playhead":0},"params":{"media.chapter.index":1,\
          "media.chapter.offset":0,"media.chapter.length":1}}""".formatted(Bodies.ORIGIN);
      log.append(0, Bodies.sid(1), RecordHeaders.DOWNLOADED, Bodies.bytes("[" + large + chapter.repeat(500) + "]"));
      log.start(1, 2);

      assertThat(log.rejected()).extracting(rejection -> rejection.text("reason")).containsExactly("undecodable");
      assertThat(log.reports()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        ping         | no JSON
        ping         | {"eventType":"ping"}
        ping         | []
        ping         | {"eventType":"dance","playerTime":{"ts":1,"playhead":0}}
        downloaded   | {"eventType":"ping","playerTime":{"ts":1,"playhead":0}}
        downloaded   | []
        downloaded   | [{"eventType":"ping","playerTime":{"ts":1,"playhead":0}}]
        """)
    void aRecordThatCannotBeReadIsRejectedAndTheNextIsTaken(String type, String body) {
      log.append(0, Bodies.sid(1), type, Bodies.bytes(body));
      log.start(1, 1);

      Out rejection = log.rejected().getFirst();
      assertThat(rejection.text("reason")).isEqualTo("undecodable");
      assertThat(rejection.text("body")).isEqualTo(body);
      assertThat(rejection.value().at("/source/offset").asInt()).isZero();
      assertThat(log.reports()).hasSize(1);
    }

    @Test
    void aRecordWithoutASessionIdIsUndecodable() {
      log.append(0, null, "ping", Bodies.event("ping", 0, 0));
      log.append(0, "abc", "ping", Bodies.event("ping", 0, 0));

      assertThat(log.rejected()).extracting(Out::sid, rejection -> rejection.text("reason"))
          .containsExactly(tuple(null, "undecodable"), tuple(null, "undecodable"));
    }

    @Test
    void aRecordWithoutAValueIsUndecodable() {
      log.append(0, Bodies.sid(1), "ping", null);

      assertThat(log.rejected()).extracting(rejection -> rejection.text("reason")).containsExactly("undecodable");
    }

    @Test
    void eachFitsTheSchemaOfWhatWasNotTaken() {
      log.append(0, null, "ping", new byte[]{(byte) 0xff});
      log.append(0, Bodies.sid(2), "ping", null);
      log.event(0, 3, "ping", 0);
      log.start(0, 1);
      log.event(1, 1, "sessionEnd", 0);
      log.event(2, 1, "ping", 0);
      log.tick(6);

      ReportSchemas schemas = new ReportSchemas();
      assertThat(log.rejected()).hasSize(4).allSatisfy(rejection -> assertThat(
          schemas.violations(ReportSchemas.REJECTED, Bodies.bytes(rejection.value().toString()))).isEmpty());
    }

    @Test
    void aSecondStartOfAnOpenSessionIsUndecodableAndTheFirstStands() {
      log.start(0, 1);
      log.event(1, 1, "play", 0);
      log.start(2, 1);
      log.event(3, 1, "sessionEnd", 2);
      log.tick(8);

      assertThat(log.rejected()).extracting(rejection -> rejection.text("reason")).containsExactly("undecodable");
      assertThat(log.reports()).extracting(report -> report.text("type"))
          .containsExactly("sessionStart", "sessionClose");
    }

    @Test
    void halfASurrogatePairInMetadataStopsNothing() {
      log.start(0, 1);
      log.append(1, Bodies.sid(1), "adBreakStart", Bodies.adBreakStart(1, 0, 1));
      log.append(1, Bodies.sid(1), "adStart", Bodies.adStart(1, 0, "ad-1"));
      log.tick(6);

      assertThat(log.reports()).extracting(report -> report.text("type")).containsExactly("sessionStart", "adStart");
    }

    @Test
    void aBodyTooLargeForTheEnvelopeIsLeftOut() {
      log.append(0, Bodies.sid(1), "ping", new byte[300_000]);

      assertThat(log.rejected().getFirst().value().toString().length()).isLessThan(200);
    }
  }

  @Nested
  class Metrics {
    @Test
    void openSessionsAreCounted() {
      log.start(0, 1);
      log.start(0, 2);
      log.event(1, 2, "sessionEnd", 0);
      log.tick(6);

      assertThat(log.meters.get("playhead.aggregator.sessions.open").gauge().value()).isEqualTo(1);
    }

    @Test
    void lateEventsAreCounted() {
      log.start(0, 1);
      log.event(10, 1, "ping", 0);
      log.tick(15);
      log.append(16, Bodies.sid(1), "ping", Bodies.event("ping", 20, 0));
      log.append(17, Bodies.sid(1), "ping", Bodies.event("ping", 5, 0));
      log.event(23, 1, "ping", 0);

      assertThat(log.meters.get("playhead.aggregator.events.late").counter().count()).isEqualTo(1);
    }

    @Test
    void reorderedEventsAreCounted() {
      log.start(0, 1);
      log.append(1, Bodies.sid(1), "ping", Bodies.event("ping", 10, 0));
      log.append(2, Bodies.sid(1), "ping", Bodies.event("ping", 9, 0));

      assertThat(log.meters.get("playhead.aggregator.events.reordered").counter().count()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"playhead.aggregator.events, type, sessionStart, 1", "playhead.aggregator.events, type, tick, 1",
      "playhead.aggregator.reports, type, sessionClose, 1",
      "playhead.aggregator.rejected, reason, session-not-open, 1",
      "playhead.aggregator.deadlines, kind, window, 1"})
    void whatHappensIsCountedByItsKind(String name, String label, String value, double count) {
      log.start(0, 1);
      log.event(1, 1, "sessionEnd", 0);
      log.tick(6);
      log.event(7, 1, "ping", 0);

      assertThat(log.meters.get(name).tag(label, value).counter().count()).isEqualTo(count);
    }

    @Test
    void theAgeOfTheLastRecordIsShownByPartition() {
      log.start(0, 1);

      assertThat(log.meters.get("playhead.aggregator.lag").tag("partition", "0").gauge().value()).isPositive();
    }
  }

  private static String quoted(byte[] body) {
    return '"' + new String(body, StandardCharsets.UTF_8).replace("\"", "\\\"") + '"';
  }
}

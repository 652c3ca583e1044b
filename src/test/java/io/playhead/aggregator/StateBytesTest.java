package io.playhead.aggregator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.playhead.aggregator.StoredSession.Open;
import io.playhead.event.MediaEvent;
import io.playhead.event.MediaEventReader;
import io.playhead.eventlog.EventId;
import io.playhead.report.ReportWriter;
import io.playhead.session.Arrival;
import io.playhead.session.LogPosition;
import io.playhead.session.LoggedStart;
import io.playhead.session.Session;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StateBytesTest {
  private static final MediaEventReader READER = new MediaEventReader();
  private static final HighWaterMarks MARKS =
      HighWaterMarks.NONE.raise(new EventId(0xfedcba9876543210L, 7)).raise(new EventId(0x0123456789abcdefL, 100_000));

  @Property
  void everyNumberComesBack(@ForAll long number) {
    StateWriter writer = new StateWriter();
    writer.writeLong(number);

    assertThat(new StateReader(writer.toBytes()).readLong()).isEqualTo(number);
  }

  @Property
  void everyTextComesBackEvenWithHalfASurrogatePair(@ForAll String text) {
    StateWriter writer = new StateWriter();
    writer.writeText(text);

    assertThat(new StateReader(writer.toBytes()).readText()).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"0, 0200", "-1, 0201", "1, 0202", "64, 028001", "-9223372036854775808, 02ffffffffffffffffff01"})
  void aNumberIsAVarintOfItsZigzagForm(long number, String hex) {
    StateWriter writer = new StateWriter();
    writer.writeLong(number);

    assertThat(writer.toBytes()).asHexString().isEqualToIgnoringCase(hex);
  }

  @Test
  void aTextIsItsLengthAndItsUnits() {
    StateWriter writer = new StateWriter();
    writer.writeText("aé\ud800");

    assertThat(writer.toBytes()).asHexString().isEqualToIgnoringCase("02" + "03" + "61" + "e901" + "80b003");
  }

  @ParameterizedTest
  @ValueSource(bytes = {0, 3, -1})
  void stateOfAnotherVersionIsRefused(byte version) {
    assertThatThrownBy(() -> new StateReader(new byte[]{version, 0}))
        .isInstanceOf(UnknownStateVersionException.class)
        .hasMessageContaining("has version " + version + ", this program knows 1 to 2");
  }

  /** The files were written by the programs that first wrote those versions; they must never change. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void aSessionStoredByAnEarlierProgramStillLoads(int version) throws Exception {
    Open stored = read(golden(version));

    assertThat(live(stored.session())).isEqualTo(live(sample()));
    assertThat(stored.marks()).isEqualTo(version == 1 ? HighWaterMarks.NONE : MARKS);
  }

  @Test
  void aSessionIsStoredAsItWasInVersion2() throws Exception {
    assertThat(bytes(sample())).asHexString().isEqualToIgnoringCase(HexFormat.of().formatHex(golden(2)));
  }

  private static byte[] golden(int version) throws IOException {
    try (InputStream file = StateBytesTest.class.getResourceAsStream("/state/session-v" + version + ".hex")) {
      String hex = new String(file.readAllBytes(), StandardCharsets.US_ASCII);
      return HexFormat.of().parseHex(hex.replaceAll("\\s", ""));
    }
  }

  /** In an ad, with a state, a chapter, quality and waiting events. */
  private static Session sample() throws Exception {
    Session session = Session.start(Bodies.sid(1), new Arrival(start(), 0, 0), new LogPosition(0, 0, 0));
    byte[][] bodies = {Bodies.event("play", 1, 0),
      Bodies.bytes("""
          {"eventType":"chapterStart","playerTime":{"ts":1699523702000,"playhead":1},"params":{"media.chapter.index":1,\
          "media.chapter.offset":0,"media.chapter.length":20,"media.chapter.friendlyName":"Intro"}}"""),
      Bodies.bytes(
          """
              {"eventType":"stateStart","playerTime":{"ts":1699523703000,"playhead":2},"params":{"media.state.name":"mute"}}"""),
      Bodies.bytes(
          """
              {"eventType":"bitrateChange","playerTime":{"ts":1699523704000,"playhead":3},"qoeData":{"media.qoe.bitrate":800,\
              "media.qoe.droppedFrames":2,"media.qoe.framesPerSecond":29.97,"media.qoe.timeToStart":1500}}"""),
      Bodies.event("pauseStart", 10, 9), Bodies.event("play", 12, 9), Bodies.adBreakStart(20, 17, 1),
      Bodies.adStart(20, 17, "ad-1"), Bodies.event("ping", 25, 17), Bodies.event("ping", 28, 17)};
    for (int i = 0; i < bodies.length; i++) {
      MediaEvent event = READER.read(bodies[i]);
      session.arrive(new Arrival(event, event.ts() - Bodies.ORIGIN, i + 1), new LogPosition(0, i + 1, event.ts()));
    }
    return session;
  }

  private static MediaEvent start() throws Exception {
    return READER.read(Bodies.sessionStart(0));
  }

  private static byte[] bytes(Session session) {
    StateWriter writer = new StateWriter();
    MARKS.writeTo(writer);
    session.writeTo(writer);
    return writer.toBytes();
  }

  private static Open read(byte[] state) throws Exception {
    LoggedStart start = new LoggedStart(start(), Optional.empty());
    StateReader reader = new StateReader(state);
    HighWaterMarks marks = HighWaterMarks.readFrom(reader);
    return new Open(new KnownSession(Bodies.sid(1), state), Session.readFrom(reader, Bodies.sid(1), () -> start),
        marks);
  }

  private static String live(Session session) {
    return new String(new ReportWriter().write(session.live()), StandardCharsets.UTF_8);
  }
}

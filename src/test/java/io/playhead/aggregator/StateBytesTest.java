package io.playhead.aggregator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.playhead.event.MediaEvent;
import io.playhead.event.MediaEventReader;
import io.playhead.report.ReportWriter;
import io.playhead.session.Arrival;
import io.playhead.session.Session;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StateBytesTest {
  private static final MediaEventReader READER = new MediaEventReader();

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
  @CsvSource({"0, 0100", "-1, 0101", "1, 0102", "64, 018001", "-9223372036854775808, 01ffffffffffffffffff01"})
  void aNumberIsAVarintOfItsZigzagForm(long number, String hex) {
    StateWriter writer = new StateWriter();
    writer.writeLong(number);

    assertThat(writer.toBytes()).asHexString().isEqualToIgnoringCase(hex);
  }

  @Test
  void aTextIsItsLengthAndItsUnits() {
    StateWriter writer = new StateWriter();
    writer.writeText("aé\ud800");

    assertThat(writer.toBytes()).asHexString().isEqualToIgnoringCase("01" + "03" + "61" + "e901" + "80b003");
  }

  @Test
  void stateOfANewerVersionIsRefused() {
    assertThatThrownBy(() -> new StateReader(new byte[]{2, 0}))
        .isInstanceOf(UnknownStateVersionException.class)
        .hasMessageContaining("has version 2, this program knows 1");
  }

  /** The file was written by the program that first wrote version 1; it must never change. */
  @Test
  void aSessionStoredAsVersion1StillLoads() throws Exception {
    Session session = read(golden());

    assertThat(live(session)).isEqualTo(live(sample()));
  }

  @Test
  void aSessionIsStoredAsItWasInVersion1() throws Exception {
    assertThat(bytes(sample())).asHexString().isEqualToIgnoringCase(HexFormat.of().formatHex(golden()));
  }

  private static byte[] golden() throws IOException {
    try (InputStream file = StateBytesTest.class.getResourceAsStream("/state/session-v1.hex")) {
      String hex = new String(file.readAllBytes(), StandardCharsets.US_ASCII);
      return HexFormat.of().parseHex(hex.replaceAll("\\s", ""));
    }
  }

  /** In an ad, with a state, a chapter, quality and waiting events. */
  private static Session sample() throws Exception {
    Session session = Session.start(Bodies.sid(1), new Arrival(start(), 0, 0));
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
      session.arrive(new Arrival(event, event.ts() - Bodies.ORIGIN, i + 1), event.ts());
    }
    return session;
  }

  private static MediaEvent start() throws Exception {
    return READER.read(Bodies.sessionStart(0));
  }

  private static byte[] bytes(Session session) {
    StateWriter writer = new StateWriter();
    session.writeTo(writer);
    return writer.toBytes();
  }

  private static Session read(byte[] state) throws Exception {
    MediaEvent start = start();
    return Session.readFrom(new StateReader(state), Bodies.sid(1), () -> start);
  }

  private static String live(Session session) {
    return new String(new ReportWriter().write(session.live()), StandardCharsets.UTF_8);
  }
}

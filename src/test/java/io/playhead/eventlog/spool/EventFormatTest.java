package io.playhead.eventlog.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.Test;

/** The bytes on disk: a spool of one version of the program is drained by the next. */
class EventFormatTest {
  private static final HexFormat HEX = HexFormat.of();

  private static final SpooledEvent EVENT = new SpooledEvent(new SpoolPosition(258, 3, 0x0102030405060708L),
      Instant.ofEpochMilli(1_700_000_000_000L), ascii("sid"), ascii("{}"),
      List.of(new RecordHeader("type", ascii("play")), new RecordHeader("é", (byte[]) null)));
  private static final String KEY = "00000102" + "00000003" + "0102030405060708";
  private static final String VALUE = "01" // version
      + "0000018bcfe56800" // milliseconds since 1970
      + "00000003" + "736964" // key
      + "00000002" // headers
      + "00000004" + "74797065" + "00000004" + "706c6179" // type: play
      + "00000002" + "c3a9" + "ffffffff" // é: no value
      + "7b7d"; // value

  @Test
  void theBytesOfVersionOneAreFixed() {
    assertThat(HEX.formatHex(EVENT.position().toKey())).isEqualTo(KEY);
    assertThat(HEX.formatHex(EventFormat.encode(EVENT))).isEqualTo(VALUE);
  }

  @Test
  void anEventIsReadAsItWasWritten() throws SpoolException {
    SpooledEvent read = EventFormat.decode(HEX.parseHex(KEY), HEX.parseHex(VALUE));

    assertThat(read).usingRecursiveComparison().isEqualTo(EVENT);
  }

  @Test
  void anUnknownVersionIsAnError() {
    byte[] later = HEX.parseHex("02" + VALUE.substring(2));

    assertThatThrownBy(() -> EventFormat.decode(HEX.parseHex(KEY), later)).isInstanceOf(SpoolException.class)
        .hasMessageContaining("version 2");
  }

  @Test
  void bytesThatEndTooEarlyAreAnError() {
    byte[] whole = HEX.parseHex(VALUE);

    for (int length = 0; length < whole.length - 2; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> EventFormat.decode(HEX.parseHex(KEY), cut)).isInstanceOf(SpoolException.class);
    }
  }

  @Test
  void keysSortByPartitionThenRunThenCounter() {
    List<SpoolPosition> inOrder = List.of(new SpoolPosition(0, 1, 5), new SpoolPosition(0, 1, 300),
        new SpoolPosition(0, 2, 0), new SpoolPosition(0, 256, 0), new SpoolPosition(1, 1, 0),
        new SpoolPosition(256, 1, 0));

    assertThat(inOrder).isSorted();
    assertThat(inOrder).extracting(position -> HEX.formatHex(position.toKey())).isSorted();
    assertThat(inOrder).allSatisfy(position -> assertThat(SpoolPosition.of(position.toKey())).isEqualTo(position));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}

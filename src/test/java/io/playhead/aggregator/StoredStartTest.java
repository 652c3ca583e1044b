package io.playhead.aggregator;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.event.MediaEventReader;
import io.playhead.session.LogPosition;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The first record of a session as it is stored, to the byte. */
class StoredStartTest {
  private static final Optional<LogPosition> POSITION = Optional.of(new LogPosition(3, 912, 1_700_000_000_000L));
  private static final byte[] BODY = Bodies.sessionStart(0);

  @Test
  void thePositionStandsBehindThePlayersBytes() {
    byte[] stored = new StoredStart("{}".getBytes(StandardCharsets.UTF_8), POSITION).toBytes();

    assertThat(stored).asHexString()
        .isEqualToIgnoringCase("7b7d" + "00000003" + "0000000000000390" + "0000018bcfe56800" + "01");
  }

  @Test
  void bothComeBack() {
    StoredStart read = StoredStart.of(new StoredStart(BODY, POSITION).toBytes());

    assertThat(read.body()).isEqualTo(BODY);
    assertThat(read.position()).isEqualTo(POSITION);
  }

  @Test
  void whatAnEarlierProgramStoredHasNoPosition() {
    StoredStart read = StoredStart.of(BODY);

    assertThat(read.body()).isEqualTo(BODY);
    assertThat(read.position()).isEmpty();
  }

  @Test
  void anEarlierProgramStillReadsTheEvent() throws Exception {
    MediaEventReader reader = new MediaEventReader();

    assertThat(reader.read(new StoredStart(BODY, POSITION).toBytes())).isEqualTo(reader.read(BODY));
  }
}

package io.playhead.eventlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RejectionTest {
  @Test
  void allThatIsKnownStandsInTheRecord() {
    assertThat(json(new Rejection(Rejection.Reason.INVALID, Optional.of("sid"), Optional.of("ping"),
        Optional.of(bytes("{\"status\":400}")), Optional.of(new Rejection.Source(3, 17)), bytes("{\"a\":\"é\"}"))))
        .isEqualTo("{\"reason\":\"invalid\",\"eventType\":\"ping\",\"verdict\":{\"status\":400},"
            + "\"source\":{\"partition\":3,\"offset\":17},\"body\":\"{\\\"a\\\":\\\"é\\\"}\"}");
  }

  @Test
  void whatIsNotKnownIsAbsent() {
    assertThat(json(bare(bytes("x")))).isEqualTo("{\"reason\":\"undecodable\",\"body\":\"x\"}");
  }

  @Test
  void aBodyThatIsNotUtf8StandsInBase64() {
    assertThat(json(bare(new byte[]{(byte) 0xff, 0})))
        .isEqualTo("{\"reason\":\"undecodable\",\"bodyBase64\":\"/wA=\"}");
  }

  @Test
  void aBodyOfControlCharactersNeverOutgrowsARecord() {
    assertThat(bare(new byte[256 * 1024]).toJson()).hasSizeLessThan(2 << 20);
    assertThat(bare(new byte[1 << 20]).toJson()).hasSizeLessThan(2 << 20);
  }

  private static Rejection bare(byte[] body) {
    return new Rejection(Rejection.Reason.UNDECODABLE, Optional.empty(), Optional.empty(), Optional.empty(),
        Optional.empty(), body);
  }

  private static String json(Rejection rejection) {
    return new String(rejection.toJson(), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

package io.playhead.eventlog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
    assertThat(bare(new byte[64 * 1024]).toJson()).hasSizeLessThan(2 << 20);
    assertThat(bare(new byte[1 << 20]).toJson()).hasSizeLessThan(2 << 20);
  }

  @Test
  void aBodyOf64KiBIsKeptWhole() {
    assertThat(json(bare(bytes("x".repeat(65_536)))))
        .isEqualTo("{\"reason\":\"undecodable\",\"body\":\"" + "x".repeat(65_536) + "\"}");
  }

  @Test
  void ofALargerBodyTheBeginningIsKeptAndItsSize() {
    assertThat(json(bare(bytes("x".repeat(900_000)))))
        .isEqualTo("{\"reason\":\"undecodable\",\"bodyBytes\":900000,\"body\":\"" + "x".repeat(65_536) + "\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"é", "€", "😀"})
  void theBeginningDoesNotEndWithinACharacter(String character) throws IOException {
    String body = "x" + character.repeat(100_000);

    String kept = new JsonMapper().readTree(bare(bytes(body)).toJson()).path("body").asText();
    assertThat(body.startsWith(kept)).isTrue();
    assertThat(bytes(kept)).hasSizeBetween(65_536 - 3, 65_536);
  }

  @Test
  void ofALargeBodyThatIsNotUtf8TheBeginningStandsInBase64() {
    byte[] body = new byte[100_000];
    Arrays.fill(body, (byte) 0x80);

    String json = json(bare(body));
    assertThat(json).startsWith("{\"reason\":\"undecodable\",\"bodyBytes\":100000,\"bodyBase64\":\"gICA");
    assertThat(json).hasSizeLessThan(90_000);
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

package io.playhead.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodyBufferTest {
  private static final BodyLimits LIMITS = new BodyLimits(10, 40);

  @ParameterizedTest
  @ValueSource(longs = {1, 8, 17, 40, 1_000_000_000_000L})
  void aBodyComesOutAsItWentInWhateverWasExpected(long expected) throws ProblemException {
    BodyBuffer buffer = new BodyBuffer(LIMITS, expected);
    for (String piece : new String[]{"", "[", "234", "5", "678901234567"}) {
      buffer.add(Buffer.buffer(piece));
    }
    buffer.add("8]...".getBytes(StandardCharsets.US_ASCII), 2);

    assertThat(new String(buffer.bytes(), StandardCharsets.US_ASCII)).isEqualTo("[2345678901234567" + "8]");
  }

  @Test
  void anArrayMayBeLargerThanAnObject() throws ProblemException {
    BodyBuffer array = new BodyBuffer(LIMITS, 40);
    array.add(Buffer.buffer(" \r\n\t"));
    array.add(Buffer.buffer("[".repeat(36)));
    assertThat(array.bytes()).hasSize(40);
    assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> array.add(Buffer.buffer("[")))
        .withMessageContaining("40");

    BodyBuffer object = new BodyBuffer(LIMITS, 40);
    object.add(Buffer.buffer(" \r\n\t{{{{{{"));
    assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> object.add(Buffer.buffer("{")))
        .withMessageContaining("10");
  }
}

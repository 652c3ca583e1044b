package io.playhead.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.gateway.TestGateway.Answer;
import io.playhead.kafka.KafkaExtension;
import io.playhead.kafka.TestKafka;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.junit5.VertxExtension;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the body, the answer is 2xx or 4xx, in words of our own, and it comes. */
@ExtendWith({VertxExtension.class, KafkaExtension.class})
class HostileBodiesTest {

  private static TestGateway gateway;

  @BeforeAll
  static void start(Vertx vertx, TestKafka kafka) throws Exception {
    gateway = TestGateway.start(vertx, kafka);
  }

  @AfterAll
  static void stop() throws Exception {
    gateway.stop();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badBodies")
  void aBadBodyIsAnswered400OnEveryEndpoint(String name, byte[] body) throws Exception {
    String sid = gateway.open();
    for (String path : List.of("/api/v1/sessions", "/api/v1/downloaded", "/api/v1/sessions/" + sid + "/events")) {
      Answer answer = gateway.send(HttpMethod.POST, path, body);

      assertThat(answer.status()).as(path).isEqualTo(400);
      assertThat(answer.body()).doesNotContain("Exception").doesNotContain("com.fasterxml").doesNotContain("\tat ");
    }
    assertThat(gateway.events(sid)).hasSize(1);
  }

  static Stream<Arguments> badBodies() {
    String ping = Bodies.ping();
    return Stream.of(
        body("empty", ""),
        body("white space", " \n"),
        body("truncated", ping.substring(0, ping.length() - 1)),
        body("trailing garbage", ping + "x"),
        body("two values", ping + ping),
        body("duplicate name", ping.replace("{\"playhead\"", "{\"ts\":1,\"playhead\"")),
        body("nested 17 deep", "[".repeat(17) + "]".repeat(17)),
        body("nested 10,000 deep", "{\"a\":".repeat(10_000)),
        body("a number of 10,000 digits", ping.replace("1699523710000", "1".repeat(10_000))),
        body("an exponent without bounds", ping.replace(":10,", ":1e999999999,")),
        body("a string", "\"ping\""),
        body("null", "null"),
        body("NaN", ping.replace(":10,", ":NaN,")),
        body("a comment", "/* */" + ping),
        body("single quotes", ping.replace('"', '\'')),
        bytes("a byte order mark", prepend(ping, 0xEF, 0xBB, 0xBF)),
        bytes("UTF-16", ping.getBytes(StandardCharsets.UTF_16)),
        bytes("UTF-16 without mark", ping.getBytes(StandardCharsets.UTF_16LE)),
        bytes("Latin-1", ping.replace("ping", "p\u00efng").getBytes(StandardCharsets.ISO_8859_1)),
        bytes("an overlong slash", prepend(ping, 0xC0, 0xAF)),
        bytes("zeros", new byte[100]));
  }

  private static byte[] join(byte[]... parts) {
    byte[] joined = {};
    for (byte[] part : parts) {
      int at = joined.length;
      joined = Arrays.copyOf(joined, at + part.length);
      System.arraycopy(part, 0, joined, at, part.length);
    }
    return joined;
  }

  private static byte[] prepend(String text, int... bytes) {
    byte[] prefix = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      prefix[i] = (byte) bytes[i];
    }
    return join(prefix, text.getBytes(StandardCharsets.UTF_8));
  }

  private static Arguments body(String name, String text) {
    return bytes(name, text.getBytes(StandardCharsets.UTF_8));
  }

  private static Arguments bytes(String name, byte[] body) {
    return Arguments.of(name, body);
  }
}

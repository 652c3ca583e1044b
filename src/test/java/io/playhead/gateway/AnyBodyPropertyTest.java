package io.playhead.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.gateway.TestGateway.Answer;
import io.playhead.kafka.TestKafka;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever is sent, the answer is 2xx or 4xx, in our own words, and it comes. */
class AnyBodyPropertyTest {
  private static TestKafka kafka;
  private static Vertx vertx;
  private static TestGateway gateway;
  private static String sid = "";

  @BeforeContainer
  static void start() throws Exception {
    kafka = TestKafka.start();
    vertx = Vertx.vertx();
    gateway = TestGateway.start(vertx, kafka);
    sid = gateway.open();
  }

  @AfterContainer
  static void stop() throws Exception {
    gateway.stop();
    TestGateway.await(vertx.close());
    kafka.close();
  }

  @Property(tries = 1_500)
  void mutationsOfValidBodiesNeverGiveA5xx(@ForAll("paths") String path, @ForAll("mutations") byte[] body)
      throws Exception {
    isAnsweredInOurWords(path, body);
  }

  @Property(tries = 500)
  void randomJsonNeverGivesA5xx(@ForAll("paths") String path, @ForAll("json") String body) throws Exception {
    isAnsweredInOurWords(path, body.getBytes(StandardCharsets.UTF_8));
  }

  private static void isAnsweredInOurWords(String path, byte[] body) throws Exception {
    Answer answer = gateway.send(HttpMethod.POST, path.replace("SID", sid), body);

    assertThat(answer.status()).isIn(201, 204, 400);
    assertThat(answer.body()).doesNotContain("Exception").doesNotContain("com.fasterxml");
  }

  @Provide
  Arbitrary<String> paths() {
    return Arbitraries.of("/api/v1/sessions", "/api/v1/downloaded", "/api/v1/sessions/SID/events");
  }

  /** A valid body of which a few stretches are removed, repeated or replaced. */
  @Provide
  Arbitrary<byte[]> mutations() {
    Arbitrary<byte[]> valid = Arbitraries.of(Bodies.SESSION_START, Bodies.ping(), Bodies.batch(3))
        .map(text -> text.getBytes(StandardCharsets.UTF_8));
    return Combinators.combine(valid, edits().list().ofMinSize(1).ofMaxSize(3)).as((body, edits) -> {
      byte[] edited = body;
      for (Edit edit : edits) {
        edited = edit.of(edited);
      }
      return edited;
    });
  }

  @Provide
  Arbitrary<String> json() {
    Arbitrary<String> leaf = Arbitraries.oneOf(
        Arbitraries.of("null", "true", "{}", "[]", "1e400", "-0", "0.1", "\"\"", "\"ping\"", "\"sessionStart\""),
        Arbitraries.bigIntegers().map(Object::toString));
    Arbitrary<String> name = Arbitraries.of("playerTime", "playhead", "ts", "eventType", "params", "qoeData",
        "customMetadata", "media.length", "media.downloaded", "statesStart", "x");
    return Arbitraries.recursive(() -> leaf, inner -> Arbitraries.oneOf(
        inner.list().ofMaxSize(4).map(elements -> "[" + String.join(",", elements) + "]"),
        Combinators.combine(name, inner, name, inner)
            .as((a, x, b, y) -> "{\"" + a + "\":" + x + ",\"" + b + "\":" + y + "}")),
        3);
  }

  private static Arbitrary<Edit> edits() {
    return Combinators.combine(Arbitraries.doubles().between(0, 1), Arbitraries.integers().between(0, 8),
        Arbitraries.of("", "{", "}", "[", "]", "\"", ",", ":", "0", "e", "-", ".", "\\u", "\u00e9", "null"))
        .as(Edit::new);
  }

  /** Replaces a stretch, which begins at a share of the body, by another text. */
  private record Edit(double at, int length, String text) {
    byte[] of(byte[] body) {
      int from = (int) (at * body.length);
      int to = Math.min(body.length, from + length);
      List<byte[]> parts = List.of(Arrays.copyOf(body, from), text.getBytes(StandardCharsets.ISO_8859_1),
          Arrays.copyOfRange(body, to, body.length));
      byte[] edited = new byte[parts.stream().mapToInt(part -> part.length).sum()];
      int end = 0;
      for (byte[] part : parts) {
        System.arraycopy(part, 0, edited, end, part.length);
        end += part.length;
      }
      return edited;
    }
  }
}

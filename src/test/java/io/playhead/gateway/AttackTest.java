package io.playhead.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.kafka.KafkaExtension;
import io.playhead.kafka.TestKafka;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that no player sends. Slow ones, and compressed bombs, are in {@link TransportTest}. */
@ExtendWith({VertxExtension.class, KafkaExtension.class})
class AttackTest {
  private static final String SESSIONS = "/api/v1/sessions";
  private static final String SMUGGLED =
      RawHttp.head(SESSIONS, "Content-Length: " + Bodies.SESSION_START.length()) + Bodies.SESSION_START;

  private static final int HEADERS = 1;
  private static final int RST_STREAM = 3;
  private static final int SETTINGS = 4;
  private static final int CONTINUATION = 9;
  private static final int NO_FLAGS = 0;
  private static final int END_HEADERS = 4;

  private static TestGateway gateway;

  @BeforeAll
  static void start(Vertx vertx, TestKafka kafka) throws Exception {
    gateway = TestGateway.start(vertx, kafka);
  }

  @AfterAll
  static void stop() throws Exception {
    gateway.stop();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Content-Length: 5\r\nTransfer-Encoding: chunked",
    "Transfer-Encoding: chunked\r\nContent-Length: 5", "Content-Length: 5\r\nContent-Length: 500",
    "Content-Length: 5, 500", "Content-Length: -5", "Content-Length: 0x5",
    "Content-Length: 5\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: identity", "Content-Length: +5",
    "Content-Length : 5", "Transfer-Encoding : chunked", "Transfer-Encoding: xchunked",
    "Transfer-Encoding: xchunked\r\nContent-Length: 5", "Transfer-Encoding: identity\r\nContent-Length: 5"})
  void aRequestWhoseEndIsInDoubtIsAnswered400AndItsConnectionEndsWithIt(String lengths) throws Exception {
    double started = started();
    try (RawHttp http = new RawHttp(gateway.port())) {
      assertThat(http.write(RawHttp.head(SESSIONS, lengths) + "0\r\n\r\n" + SMUGGLED).read().status()).isEqualTo(400);
      http.awaitClose();
    }

    assertThat(started()).isEqualTo(started);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/v1/schemas", "/nothing"})
  void thatHoldsOnEveryPath(String path) throws Exception {
    try (RawHttp http = new RawHttp(gateway.port())) {
      http.write(RawHttp.head(path, "Transfer-Encoding: xchunked\r\nContent-Length: 5") + "0\r\n\r\n" + SMUGGLED);
      assertThat(http.read().status()).isEqualTo(400);
      http.awaitClose();
    }
  }

  @Test
  void manySmallHeaderLinesAreAnswered431() throws Exception {
    String[] lines = IntStream.range(0, 5_000).mapToObj(i -> "a" + i + ": b").toArray(String[]::new);
    try (RawHttp http = new RawHttp(gateway.port())) {
      assertThat(http.write(RawHttp.head(SESSIONS, "Content-Length: 2", lines)).read().status())
          .isEqualTo(431);
    }
  }

  @Test
  void streamsThatAreOpenedAndResetAtOnceEndTheirConnection() throws Exception {
    ByteArrayOutputStream frames = preface();
    for (int stream = 1; stream < 4_000; stream += 2) {
      frames.writeBytes(frame(HEADERS, END_HEADERS, stream, headerBlock()));
      frames.writeBytes(frame(RST_STREAM, NO_FLAGS, stream, new byte[4]));
    }

    sendAndAwaitClose(frames.toByteArray());

    assertThat(gateway.post(SESSIONS, Bodies.SESSION_START).status()).isEqualTo(201);
    Awaitility.await().until(() -> gateway.meters().get("playhead.inflight.requests").gauge().value() == 0);
  }

  @Test
  void headersThatNeverEndEndTheirConnection() throws Exception {
    ByteArrayOutputStream frames = preface();
    frames.writeBytes(frame(HEADERS, NO_FLAGS, 1, headerBlock()));
    for (int i = 0; i < 10_000; i++) {
      frames.writeBytes(frame(CONTINUATION, NO_FLAGS, 1, new byte[0]));
    }

    sendAndAwaitClose(frames.toByteArray());

    assertThat(gateway.post(SESSIONS, Bodies.SESSION_START).status()).isEqualTo(201);
  }

  /** The watch of {@link TestGateway} fails if they block an event loop. */
  @Test
  void namesThatShareAHashAreTakenAsAnyOthers() throws Exception {
    String names = IntStream.range(0, 1 << 14)
        .mapToObj(i -> IntStream.range(0, 14).mapToObj(bit -> (i >> bit & 1) == 0 ? "Aa" : "BB")
            .collect(Collectors.joining("", "\"", "\":\"\"")))
        .collect(Collectors.joining(","));
    String batch = Bodies.batch(2).replaceFirst("\\{", "{\"customMetadata\":{" + names + "},");

    assertThat(gateway.post("/api/v1/downloaded", batch).status()).isEqualTo(201);
  }

  private static double started() {
    return gateway.meters().find("playhead.requests").tag("status", "201").counters().stream()
        .mapToDouble(counter -> counter.count()).sum();
  }

  private static void sendAndAwaitClose(byte[] bytes) throws IOException {
    try (RawHttp http = new RawHttp(gateway.port())) {
      http.write(bytes).awaitClose();
    } catch (SocketException closedWhileWeWrote) {
      assertThat(closedWhileWeWrote).isNotNull();
    }
  }

  private static ByteArrayOutputStream preface() {
    ByteArrayOutputStream frames = new ByteArrayOutputStream();
    frames.writeBytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    frames.writeBytes(frame(SETTINGS, NO_FLAGS, 0, new byte[0]));
    return frames;
  }

  /** POST, http, path and authority, in HPACK without Huffman coding (RFC 7541). */
  private static byte[] headerBlock() {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    block.write(0x83);
    block.write(0x86);
    block.write(0x04);
    block.write(SESSIONS.length());
    block.writeBytes(SESSIONS.getBytes(StandardCharsets.US_ASCII));
    block.write(0x01);
    block.write(1);
    block.write('a');
    return block.toByteArray();
  }

  private static byte[] frame(int type, int flags, int stream, byte[] payload) {
    return ByteBuffer.allocate(9 + payload.length).put((byte) 0).putShort((short) payload.length).put((byte) type)
        .put((byte) flags).putInt(stream).put(payload).array();
  }
}

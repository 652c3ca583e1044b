package io.playhead.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.playhead.gateway.TestGateway.Answer;
import io.playhead.kafka.KafkaExtension;
import io.playhead.kafka.TestKafka;
import io.playhead.kafka.TopicReader;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.StreamResetException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The ways in which requests travel: keep-alive, pipelined, chunked, compressed, HTTP/2, slowly. */
@ExtendWith(KafkaExtension.class)
class TransportTest {
  private static final String SESSIONS = "/api/v1/sessions";

  private static final Duration PATIENCE = Duration.ofMillis(500);

  private static TestKafka kafka;
  private static Vertx vertx;
  private static TestGateway gateway;

  @BeforeAll
  static void start(TestKafka shared) throws Exception {
    kafka = shared;
    vertx = Vertx.builder().withTransport(GuardedTransport.create(PATIENCE)).build();
    gateway = TestGateway.start(vertx, kafka, "http.requestTimeout=500ms", "http.idleTimeout=60s");
  }

  @AfterAll
  static void stop() throws Exception {
    gateway.stop();
    TestGateway.await(vertx.close());
  }

  @Test
  void pipelinedEventsAreAnsweredAndKeptInOrder() throws Exception {
    String sid = gateway.open();
    List<String> bodies = IntStream.rangeClosed(1, 20).mapToObj(second -> Bodies.event("ping", second)).toList();
    try (RawHttp http = new RawHttp(gateway.port())) {
      http.write(bodies.stream()
          .map(body -> RawHttp.head(path(sid), "Content-Length: " + body.length()) + body)
          .collect(Collectors.joining()));
      for (int i = 0; i < 20; i++) {
        assertThat(http.read().status()).isEqualTo(204);
      }
    }

    assertThat(gateway.events(sid).stream().skip(1).map(TopicReader::value)).containsExactlyElementsOf(bodies);
  }

  @Test
  void aChunkedBodyIsReadWhole() throws Exception {
    String sid = gateway.open();
    String body = Bodies.ping();
    try (RawHttp http = new RawHttp(gateway.port())) {
      http.write(RawHttp.head(path(sid), "Transfer-Encoding: chunked"));
      for (String part : List.of(body.substring(0, 1), body.substring(1, 30), body.substring(30))) {
        http.write(Integer.toHexString(part.length()) + "\r\n" + part + "\r\n");
      }
      assertThat(http.write("0\r\n\r\n").read().status()).isEqualTo(204);
    }

    assertThat(TopicReader.value(gateway.events(sid).get(1))).isEqualTo(body);
  }

  @Test
  void aGzipBodyIsKeptInflated() throws Exception {
    String sid = gateway.open();

    Answer answer = gateway.send(HttpMethod.POST, path(sid), gzip(Bodies.ping()), "Content-Encoding", "gzip");

    assertThat(answer.status()).isEqualTo(204);
    assertThat(TopicReader.value(gateway.events(sid).get(1))).isEqualTo(Bodies.ping());
  }

  @Test
  void theLimitHoldsForTheInflatedSize() throws Exception {
    String sid = gateway.open();
    byte[] atLimit = gzip(Bodies.pingOf(64 * 1024));
    byte[] pastLimit = gzip(Bodies.pingOf(64 * 1024 + 1));

    assertThat(gateway.send(HttpMethod.POST, path(sid), atLimit, "Content-Encoding", "gzip").status()).isEqualTo(204);
    assertThat(gateway.send(HttpMethod.POST, path(sid), pastLimit, "Content-Encoding", "gzip").status()).isEqualTo(413);
  }

  @Test
  void aGzipBombIsAnswered413() throws Exception {
    byte[] bomb = gzip(" ".repeat(50_000_000));

    assertThat(bomb.length).isLessThan(64 * 1024);
    assertThat(gateway.send(HttpMethod.POST, SESSIONS, bomb, "Content-Encoding", "gzip").status()).isEqualTo(413);
  }

  @Test
  void brokenGzipAndAnotherEncodingAreAnswered400() throws Exception {
    byte[] gzip = gzip(Bodies.SESSION_START);
    byte[] plain = Bodies.SESSION_START.getBytes(StandardCharsets.UTF_8);

    assertThat(gateway.send(HttpMethod.POST, SESSIONS, Arrays.copyOf(gzip, gzip.length - 9), "Content-Encoding", "gzip")
        .status()).isEqualTo(400);
    assertThat(gateway.send(HttpMethod.POST, SESSIONS, plain, "Content-Encoding", "gzip").status()).isEqualTo(400);
    assertThat(gateway.send(HttpMethod.POST, SESSIONS, plain, "Content-Encoding", "br").status()).isEqualTo(400);
  }

  @Test
  void anEventOf64KiBIsTakenAndOneByteMoreIsAnswered413AndTheConnectionKept() throws Exception {
    String sid = gateway.open();
    try (RawHttp http = new RawHttp(gateway.port())) {
      http.post(path(sid), bytes(Bodies.pingOf(64 * 1024)));
      assertThat(http.read().status()).isEqualTo(204);
      http.post(path(sid), bytes(Bodies.pingOf(64 * 1024 + 1)));
      assertThat(http.read().status()).isEqualTo(413);
      http.post(path(sid), bytes(Bodies.ping()));
      assertThat(http.read().status()).isEqualTo(204);
    }
  }

  @Test
  void aRefusalBeforeTheBodyIsReadKeepsTheConnection() throws Exception {
    try (RawHttp http = new RawHttp(gateway.port())) {
      http.post(path("nonsense"), bytes(Bodies.pingOf(50_000)));
      assertThat(http.read().status()).isEqualTo(404);
      http.post(SESSIONS, bytes(Bodies.SESSION_START));
      assertThat(http.read().status()).isEqualTo(201);
    }
  }

  @Test
  void aChunkedBodyPastTheLimitIsAnswered413AndTheConnectionKept() throws Exception {
    String sid = gateway.open();
    try (RawHttp http = new RawHttp(gateway.port())) {
      String body = Bodies.pingOf(100_000);
      http.write(RawHttp.head(path(sid), "Transfer-Encoding: chunked"));
      http.write(Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n\r\n");
      assertThat(http.read().status()).isEqualTo(413);
      http.post(path(sid), bytes(Bodies.ping()));
      assertThat(http.read().status()).isEqualTo(204);
    }
  }

  @Test
  void anArrayMayBeOneMebibyteAlsoAtSessions() throws Exception {
    String batch = Bodies.batch(2);
    String atLimit = batch.substring(0, 1) + " ".repeat(1024 * 1024 - batch.length()) + batch.substring(1);

    for (String path : List.of(SESSIONS, "/api/v1/downloaded")) {
      assertThat(gateway.post(path, atLimit).status()).isEqualTo(201);
      assertThat(gateway.post(path, atLimit + " ").status()).isEqualTo(413);
    }
  }

  @Test
  void anObjectAtSessionsMayBeSixtyFourKibibytes() throws Exception {
    String start = Bodies.SESSION_START;
    String atLimit = start + " ".repeat(64 * 1024 - start.length());

    assertThat(gateway.post(SESSIONS, atLimit).status()).isEqualTo(201);
    assertThat(gateway.post(SESSIONS, " " + atLimit).status()).isEqualTo(413);
  }

  @Test
  void aBatchOfTenThousandEventsIsTakenAndOneMoreIsAnswered413(TestKafka kafka) throws Exception {
    TestGateway roomy = TestGateway.start(vertx, kafka, "http.maxBatch=1800KiB");
    try {
      assertThat(roomy.post("/api/v1/downloaded", Bodies.batch(10_000)).status()).isEqualTo(201);
      assertThat(roomy.post("/api/v1/downloaded", Bodies.batch(10_001)).status()).isEqualTo(413);
    } finally {
      roomy.stop();
    }
  }

  @Test
  void expectContinueIsAnswered() throws Exception {
    try (RawHttp http = new RawHttp(gateway.port())) {
      byte[] body = bytes(Bodies.SESSION_START);
      http.write(RawHttp.head(SESSIONS, "Content-Length: " + body.length, "Expect: 100-continue"));
      assertThat(http.read().status()).isEqualTo(100);
      assertThat(http.write(body).read().status()).isEqualTo(201);
    }
  }

  @Test
  void http2ClearTextWorksWithPriorKnowledgeAndByUpgrade() throws Exception {
    for (boolean upgrade : List.of(true, false)) {
      HttpClient client = vertx.createHttpClient(
          new HttpClientOptions().setProtocolVersion(HttpVersion.HTTP_2).setHttp2ClearTextUpgrade(upgrade));
      Answer started = TestGateway
          .await(gateway.request(client, HttpMethod.POST, SESSIONS, bytes(Bodies.SESSION_START)));
      assertThat(started.status()).isEqualTo(201);
      List<Future<Answer>> events = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        events.add(gateway.request(client, HttpMethod.POST, path(started.sid()), bytes(Bodies.ping())));
      }
      for (Future<Answer> event : events) {
        assertThat(TestGateway.await(event).status()).isEqualTo(204);
      }
      assertThat(gateway.events(started.sid())).hasSize(51);
      TestGateway.await(client.close());
    }
  }

  @Test
  void headersThatDripAreCutOff() throws Exception {
    try (RawHttp http = new RawHttp(gateway.port())) {
      http.write("POST /api/v1/sessions HTTP/1.1\r\nHost: a\r\nX-A: ").awaitClose();
    }
  }

  @Test
  void aBodyThatDoesNotArriveIsCutOff() throws Exception {
    try (RawHttp http = new RawHttp(gateway.port())) {
      http.write(RawHttp.head(SESSIONS, "Content-Length: 500")).write("{").awaitClose();
    }
  }

  @Test
  void aSlowSecondRequestOnAKeptConnectionIsCutOffToo() throws Exception {
    try (RawHttp http = new RawHttp(gateway.port())) {
      http.post(SESSIONS, bytes(Bodies.SESSION_START));
      assertThat(http.read().status()).isEqualTo(201);
      http.write(RawHttp.head(SESSIONS, "Content-Length: 500")).write("{").awaitClose();
    }
  }

  @Test
  void anIdleConnectionIsKept() throws Exception {
    try (RawHttp idle = new RawHttp(gateway.port())) {
      idle.post(SESSIONS, bytes(Bodies.SESSION_START));
      assertThat(idle.read().status()).isEqualTo(201);
      // As long as it takes to cut off a slow request.
      aBodyThatDoesNotArriveIsCutOff();
      idle.post(SESSIONS, bytes(Bodies.SESSION_START));
      assertThat(idle.read().status()).isEqualTo(201);
    }
  }

  @Test
  void aConnectionThatStaysIdleIsClosedAndOneThatIsUsedIsNot() throws Exception {
    TestGateway impatient = TestGateway.start(vertx, kafka, "http.idleTimeout=2s");
    try (RawHttp idle = new RawHttp(impatient.port()); RawHttp busy = new RawHttp(impatient.port())) {
      idle.post(SESSIONS, bytes(Bodies.SESSION_START));
      assertThat(idle.read().status()).isEqualTo(201);
      FutureTask<?> closed = new FutureTask<>(() -> {
        idle.awaitClose();
        return null;
      });
      Thread.startVirtualThread(closed);
      do {
        busy.post(SESSIONS, bytes(Bodies.SESSION_START));
        assertThat(busy.read().status()).isEqualTo(201);
      } while (!closed.isDone());
      closed.get();
      busy.post(SESSIONS, bytes(Bodies.SESSION_START));
      assertThat(busy.read().status()).isEqualTo(201);
    }
    impatient.stop();
  }

  @Test
  void aClientThatReadsNoAnswersIsAnsweredOnlyWhenItDoes() throws Exception {
    int requests = 1_000;
    Counter answered =
        gateway.meters().counter("playhead.requests", "route", "schemas", "status", "200", "type", "none");
    double before = answered.count();
    try (RawHttp http = new RawHttp(gateway.port())) {
      String start = RawHttp.head(SESSIONS, "Content-Length: " + Bodies.SESSION_START.length()) + Bodies.SESSION_START;
      Thread.startVirtualThread(
          () -> http.writeAll(("GET /api/v1/openapi.json HTTP/1.1\r\nHost: a\r\n\r\n" + start).repeat(requests)));
      // Until nothing is answered any more for as long as it takes to cut off a slow request.
      double last;
      do {
        last = answered.count();
        aBodyThatDoesNotArriveIsCutOff();
      } while (answered.count() > last);
      assertThat(last - before).isPositive().isLessThan(requests);

      for (int i = 0; i < requests; i++) {
        assertThat(http.read().status()).isEqualTo(200);
        assertThat(http.read().status()).isEqualTo(201);
      }
    }
  }

  @Test
  void aClientThatNeverReadsItsAnswersIsCutOffWhenItIsSilent() throws Exception {
    TestGateway impatient = TestGateway.start(vertx, kafka, "http.idleTimeout=1s");
    try (RawHttp http = new RawHttp(impatient.port())) {
      Thread.startVirtualThread(
          () -> http.writeAll("GET /api/v1/openapi.json HTTP/1.1\r\nHost: a\r\n\r\n".repeat(1_000)));
      Awaitility.await().until(() -> impatient.meters().get("playhead.connections").gauge().value() == 1);
      Awaitility.await().atMost(Duration.ofSeconds(20))
          .until(() -> impatient.meters().get("playhead.connections").gauge().value() == 0);
    }
    impatient.stop();
  }

  @Test
  void aRefusedUpgradeDoesNotEndTheTimeForTheNextRequest() throws Exception {
    try (RawHttp http = new RawHttp(gateway.port())) {
      http.write("GET / HTTP/1.1\r\nHost: a\r\nUpgrade: h2c\r\nConnection: upgrade\r\n\r\n");
      assertThat(http.read().status()).isEqualTo(400);
      http.write(RawHttp.head(SESSIONS, "Content-Length: 500")).write("{").awaitClose();
    }
  }

  @Test
  void aSlowSecondRequestThatCameWithTheEndOfTheFirstIsCutOffToo() throws Exception {
    try (RawHttp http = new RawHttp(gateway.port())) {
      String start = Bodies.SESSION_START;
      http.write(RawHttp.head(SESSIONS, "Content-Length: " + start.length()) + start
          + RawHttp.head(SESSIONS, "Content-Length: 500") + "{").awaitClose();
    }
  }

  @Test
  void aPlayerThatGoesAwayInMidBodyIsNoErrorOfOurs() throws Exception {
    try (RawHttp http = new RawHttp(gateway.port())) {
      http.write(RawHttp.head(SESSIONS, "Content-Length: 500")).write("{");
      Awaitility.await().until(() -> gateway.meters().get("playhead.inflight").gauge().value() > 0);
    }
    Awaitility.await().until(() -> gateway.meters().get("playhead.inflight").gauge().value() == 0);

    assertThat(gateway.meters().scrape()).doesNotContain("status=\"500\"");
  }

  @Test
  void aSlowBodyOnHttp2CostsOnlyItsOwnStream() throws Exception {
    HttpClient client = vertx.createHttpClient(
        new HttpClientOptions().setProtocolVersion(HttpVersion.HTTP_2).setHttp2ClearTextUpgrade(false),
        new PoolOptions().setHttp2MaxSize(1));
    Promise<Throwable> slow = Promise.promise();
    vertx.runOnContext(v -> client.request(HttpMethod.POST, gateway.port(), "127.0.0.1", SESSIONS)
        .onSuccess(request -> {
          request.exceptionHandler(e -> slow.tryComplete(e));
          request.putHeader("Content-Length", "500").write("{");
        }));

    assertThat(TestGateway.await(slow.future())).isInstanceOf(StreamResetException.class);
    assertThat(
        TestGateway.await(gateway.request(client, HttpMethod.POST, SESSIONS, bytes(Bodies.SESSION_START))).status())
        .isEqualTo(201);
    Awaitility.await().until(() -> gateway.meters().get("playhead.inflight.requests").gauge().value() == 0);
    TestGateway.await(client.close());
  }

  @Test
  void aTargetThatIsNoPathIsAnswered404() throws Exception {
    try (RawHttp http = new RawHttp(gateway.port())) {
      RawHttp.Answer answer = http.write("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n").read();

      assertThat(answer.status()).isEqualTo(404);
      assertThat(answer.body()).startsWith("{\"status\":404,");
    }
  }

  @Test
  void whatArrivesIsBoundedAndBeyondThatAnswered503() throws Exception {
    TestGateway narrow = TestGateway.start(vertx, kafka, "gateway.maxInFlight=2MiB", "http.idleTimeout=60s");
    String unfinished = "[" + " ".repeat(1_000_000);
    try (RawHttp first = new RawHttp(narrow.port());
        RawHttp second = new RawHttp(narrow.port());
        RawHttp third = new RawHttp(narrow.port())) {
      for (RawHttp http : List.of(first, second)) {
        http.write(RawHttp.head(SESSIONS, "Content-Length: 1040000")).write(unfinished);
      }
      Awaitility.await().until(() -> narrow.meters().get("playhead.inflight").gauge().value() > 2_000_000);
      third.post(SESSIONS, bytes(unfinished));
      assertThat(third.read().status()).isEqualTo(503);
    }
    Awaitility.await().until(() -> narrow.meters().get("playhead.inflight").gauge().value() == 0);
    assertThat(narrow.post(SESSIONS, Bodies.SESSION_START).status()).isEqualTo(201);
    narrow.stop();
  }

  @Test
  void aTooLongRequestLineIsAnswered414AndTooLargeHeaders431() throws Exception {
    try (RawHttp http = new RawHttp(gateway.port())) {
      assertThat(http.write("POST /" + "a".repeat(8192) + " HTTP/1.1\r\nHost: a\r\n\r\n").read().status())
          .isEqualTo(414);
    }
    try (RawHttp http = new RawHttp(gateway.port())) {
      http.post(SESSIONS, bytes(Bodies.SESSION_START), "X-Large: " + "a".repeat(8192));
      assertThat(http.read().status()).isEqualTo(431);
    }
  }

  @Test
  void whatIsNoHttpIsAnswered400() throws Exception {
    try (RawHttp http = new RawHttp(gateway.port())) {
      RawHttp.Answer answer = http.write("NONSENSE\r\n\r\n").read();

      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.body()).startsWith("{\"status\":400,");
    }
  }

  private static String path(String sid) {
    return "/api/v1/sessions/" + sid + "/events";
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes(text));
    }
    return out.toByteArray();
  }
}

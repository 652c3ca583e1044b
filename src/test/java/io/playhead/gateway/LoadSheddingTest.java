package io.playhead.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.config.ManagementConfig;
import io.playhead.gateway.TestGateway.Answer;
import io.playhead.kafka.KafkaExtension;
import io.playhead.kafka.TestKafka;
import io.playhead.ops.ManagementVerticle;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/** A gateway that takes two requests at a time, and has them: two whose bodies have not arrived whole. */
@Isolated("it measures the heap")
@ExtendWith({VertxExtension.class, KafkaExtension.class})
class LoadSheddingTest {
  private static final String SESSIONS = "/api/v1/sessions";
  private static final byte[] START = Bodies.SESSION_START.getBytes(StandardCharsets.UTF_8);
  private static final HttpClientOptions HTTP_2 =
      new HttpClientOptions().setProtocolVersion(HttpVersion.HTTP_2).setHttp2ClearTextUpgrade(false);
  private static final int FLOOD = 5_000;
  private static final int FLOOD_BODY = 8_000;
  /** The flood has 40 MB of bodies. */
  private static final long HEAP_TOLERANCE = 16L << 20;

  private static TestGateway gateway;
  private static ManagementVerticle management;

  private RawHttp first;
  private RawHttp second;

  @BeforeAll
  static void start(Vertx vertx, TestKafka kafka) throws Exception {
    gateway = TestGateway.start(vertx, kafka, "gateway.maxInFlightRequests=2");
    management = new ManagementVerticle(new ManagementConfig("127.0.0.1", 0), gateway.health(), gateway.meters(),
        router -> {}, Duration.ZERO);
    TestGateway.await(vertx.deployVerticle(management));
  }

  @AfterAll
  static void stop() throws Exception {
    gateway.stop();
  }

  @BeforeEach
  void takeBothPlaces() throws Exception {
    first = unfinished();
    second = unfinished();
    awaitInFlight(2);
  }

  @AfterEach
  void leaveThem() throws Exception {
    first.close();
    second.close();
    awaitInFlight(0);
  }

  @Test
  void theNextIsAnswered503WithRetryAfterAndWhatABrowserNeeds() throws Exception {
    Answer refused = gateway.post(SESSIONS, Bodies.SESSION_START, "Origin", "https://player.example");

    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.headers().get("Retry-After")).isEqualTo("5");
    assertThat(refused.headers().get("Access-Control-Allow-Origin")).isEqualTo("*");
    assertThat(refused.body()).startsWith("{\"status\":503,\"message\":\"too much is under way");
  }

  @Test
  void itIsRefusedBeforeItsBodyArrives() throws Exception {
    try (RawHttp http = new RawHttp(gateway.port())) {
      assertThat(http.write(RawHttp.head(SESSIONS, "Content-Length: 500")).read().status()).isEqualTo(503);
    }
  }

  @Test
  void oneMoreIsTakenAsSoonAsOneIsAnswered() throws Exception {
    finish(first);

    assertThat(gateway.post(SESSIONS, Bodies.SESSION_START).status()).isEqualTo(201);
  }

  @Test
  void oneMoreIsTakenWhenAPlayerGoesAwayInMidBody() throws Exception {
    first.leave();
    awaitInFlight(1);

    assertThat(gateway.post(SESSIONS, Bodies.SESSION_START).status()).isEqualTo(201);
  }

  @Test
  void anHttp2PlayerThatGoesAwayInMidBodyFreesItsPlaceToo(Vertx vertx) throws Exception {
    first.leave();
    for (boolean whole : List.of(false, true)) {
      awaitInFlight(1);
      HttpClient client = vertx.createHttpClient(HTTP_2);
      HttpClientRequest request = TestGateway.await(
          client.request(HttpMethod.POST, gateway.port(), "127.0.0.1", SESSIONS));
      request.exceptionHandler(gone -> {});
      TestGateway.await(request.putHeader("Content-Length", "500").write("{"));
      awaitInFlight(2);

      TestGateway.await(whole ? request.connection().close() : request.reset());

      awaitInFlight(1);
      TestGateway.await(client.close());
    }
  }

  @Test
  void aRefusedPlayerKeepsItsConnection() throws Exception {
    try (RawHttp http = new RawHttp(gateway.port())) {
      http.post(SESSIONS, Bodies.pingOf(60_000).getBytes(StandardCharsets.UTF_8));
      assertThat(http.read().status()).isEqualTo(503);
      finish(first);

      assertThat(http.post(SESSIONS, START).read().status()).isEqualTo(201);
    }
  }

  @Test
  void aRefusedHttp2StreamCostsNotItsConnection(Vertx vertx) throws Exception {
    HttpClient client = vertx.createHttpClient(HTTP_2, new PoolOptions().setHttp2MaxSize(1));
    assertThat(TestGateway.await(gateway.request(client, HttpMethod.POST, SESSIONS, START)).status()).isEqualTo(503);
    finish(first);

    assertThat(TestGateway.await(gateway.request(client, HttpMethod.POST, SESSIONS, START)).status()).isEqualTo(201);
    TestGateway.await(client.close());
  }

  @Test
  void whatHoldsNothingIsStillAnswered() throws Exception {
    byte[] none = {};

    assertThat(gateway.send(HttpMethod.OPTIONS, SESSIONS, none, "Origin", "https://player.example",
        "Access-Control-Request-Method", "POST").status()).isEqualTo(204);
    assertThat(gateway.send(HttpMethod.GET, "/api/v1/schemas/play", none).status()).isEqualTo(200);
    assertThat(gateway.send(HttpMethod.GET, SESSIONS, none).status()).isEqualTo(405);
    assertThat(gateway.send(HttpMethod.GET, "/nothing", none).status()).isEqualTo(404);
  }

  @Test
  void refusedBodiesAreNotValidated() throws Exception {
    double verdicts = verdicts();
    assertThat(gateway.post(SESSIONS, "{}").status()).isEqualTo(503);
    assertThat(verdicts()).isEqualTo(verdicts);

    finish(first);
    assertThat(gateway.post(SESSIONS, "{}").status()).isEqualTo(400);
    assertThat(verdicts()).isGreaterThan(verdicts);
  }

  @Test
  void ofAPipelineOneRequestIsInFlightAtATime() throws Exception {
    finish(first);
    try (RawHttp http = new RawHttp(gateway.port())) {
      for (int i = 0; i < 20; i++) {
        http.post(SESSIONS, START);
      }

      for (int i = 0; i < 20; i++) {
        assertThat(http.read().status()).isEqualTo(201);
      }
    }
  }

  @Test
  void aPipelinedFloodIsRefusedInBoundedMemoryWhileOthersAreAnswered() throws Exception {
    double shed = shed(gateway, "requests");
    try (RawHttp http = new RawHttp(gateway.port())) {
      assertThat(flood(http, 200)).containsOnly(503);
      long heapBefore = usedHeap();
      CompletableFuture<Void> writing = write(http, FLOOD);
      for (int i = 0; i < FLOOD / 2; i++) {
        assertThat(http.read().status()).isEqualTo(503);
      }

      assertThat(usedHeap() - heapBefore).isLessThan(HEAP_TOLERANCE);
      assertThat(gateway.send(HttpMethod.GET, "/api/v1/schemas", new byte[0]).status()).isEqualTo(200);
      assertThat(manage("/health/live").status()).isEqualTo(200);
      assertThat(manage("/health/ready").body()).contains("closed-sessions");
      assertThat(manage("/metrics").body()).contains("playhead_inflight_requests 2.0");

      for (int i = FLOOD / 2; i < FLOOD; i++) {
        assertThat(http.read().status()).isEqualTo(503);
      }
      writing.join();
    }
    assertThat(shed(gateway, "requests") - shed).isEqualTo(FLOOD + 200);
  }

  @Test
  void aBodyForWhichThereIsNoRoomIsRefusedBeforeItArrives(Vertx vertx, TestKafka kafka) throws Exception {
    TestGateway narrow = TestGateway.start(vertx, kafka, "gateway.maxInFlight=2MiB");
    try (RawHttp one = new RawHttp(narrow.port());
        RawHttp two = new RawHttp(narrow.port());
        RawHttp next = new RawHttp(narrow.port())) {
      for (RawHttp http : List.of(one, two)) {
        http.write(RawHttp.head(SESSIONS, "Content-Length: 1040000")).write("[" + " ".repeat(1_000_000));
      }
      Awaitility.await().until(() -> narrow.meters().get("playhead.inflight").gauge().value() > 2_000_000);

      assertThat(next.write(RawHttp.head(SESSIONS, "Content-Length: 1040000")).read().status()).isEqualTo(503);
      assertThat(shed(narrow, "bytes")).isEqualTo(1);
      assertThat(shed(narrow, "requests")).isZero();
      // A small one still fits.
      assertThat(narrow.post(SESSIONS, Bodies.SESSION_START).status()).isEqualTo(201);
    }
    narrow.stop();
  }

  private static RawHttp unfinished() throws IOException {
    return new RawHttp(gateway.port()).write(RawHttp.head(SESSIONS, "Content-Length: " + START.length))
        .write(Bodies.SESSION_START.substring(0, 1));
  }

  private static void finish(RawHttp unfinished) throws IOException {
    assertThat(unfinished.write(Bodies.SESSION_START.substring(1)).read().status()).isEqualTo(201);
  }

  private static List<Integer> flood(RawHttp http, int requests) {
    CompletableFuture<Void> writing = write(http, requests);
    List<Integer> statuses = IntStream.range(0, requests).mapToObj(i -> status(http)).toList();
    writing.join();
    return statuses;
  }

  private static int status(RawHttp http) {
    try {
      return http.read().status();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static CompletableFuture<Void> write(RawHttp http, int requests) {
    byte[] body = Bodies.pingOf(FLOOD_BODY).getBytes(StandardCharsets.UTF_8);
    return CompletableFuture.runAsync(() -> {
      try {
        for (int i = 0; i < requests; i++) {
          http.post(SESSIONS, body);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    });
  }

  private static RawHttp.Answer manage(String path) throws IOException {
    try (RawHttp http = new RawHttp(management.port())) {
      return http.write("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n").read();
    }
  }

  private static void awaitInFlight(int requests) {
    Awaitility.await()
        .until(() -> gateway.meters().get("playhead.inflight.requests").gauge().value() == requests);
  }

  private static double shed(TestGateway gateway, String reason) {
    return gateway.meters().get("playhead.shed").tag("reason", reason).counter().count();
  }

  private static double verdicts() {
    return gateway.meters().find("playhead.verdicts").counters().stream().mapToDouble(c -> c.count()).sum();
  }

  private static long usedHeap() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}

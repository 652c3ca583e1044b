package io.playhead;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.dev.EmbeddedBroker;
import io.playhead.kafka.KafkaExtension;
import io.playhead.kafka.TestKafka;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Bodies made to fill memory or time, many at once, against a process that ends when its small heap is full: each is answered 4xx, and good
 * traffic goes on.
 */
@ExtendWith(KafkaExtension.class)
class HostileBodiesProcessTest {
  private static final Map<String, String> SMALL_HEAP =
      Map.of("_JAVA_OPTIONS", "-Xmx256m -XX:+ExitOnOutOfMemoryError");
  private static final String DOWNLOADED = "/api/v1/downloaded";
  private static final int AT_ONCE = 24;
  private static final String PLAYER_TIME = "{\"playerTime\":{\"playhead\":0,\"ts\":1699523700000},";
  private static final String SESSION_START = PLAYER_TIME + """
      "eventType":"sessionStart","params":{"analytics.trackingServer":"t.example","analytics.reportSuite":"rs",\
      "visitor.marketingCloudOrgId":"o@AdobeOrg","media.id":"m1","media.length":60,"media.contentType":"vod",\
      "media.playerName":"p","media.channel":"c"}}""";

  @TempDir
  private static Path directory;

  private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final int PORT = EmbeddedBroker.freePort();
  private static final int MANAGEMENT_PORT = EmbeddedBroker.freePort();
  private static ChildProcess gateway;

  @BeforeAll
  static void start(TestKafka kafka) throws Exception {
    List<String> settings = List.of("kafka.bootstrapServers=" + kafka.bootstrapServers(),
        "topics.prefix=" + kafka.uniquePrefix(), "topics.partitions=3", "topics.replicationFactor=1",
        "topics.minInsyncReplicas=1", "http.host=127.0.0.1", "http.port=" + PORT, "management.port=" + MANAGEMENT_PORT,
        "session.keys=1:00112233445566778899aabbccddeeff");
    assertThat(Cli.run(args("topics", settings)).exitCode()).isZero();
    gateway = ChildProcess.start(directory, SMALL_HEAP, args("gateway", settings));
    Awaitility.await().atMost(Duration.ofSeconds(60)).until(HostileBodiesProcessTest::isReady);
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bodies")
  void aHostileBodyIsRefusedWithinABoundedHeap(String name, int status, String message, byte[] body) {
    assertThat(answers(DOWNLOADED, body, "identity")).as(name).hasSize(AT_ONCE).allSatisfy(answer -> {
      assertThat(answer.statusCode()).isEqualTo(status);
      assertThat(answer.body()).hasSizeLessThan(100_000).contains(message);
    });
    assertThat(answers("/api/v1/sessions", SESSION_START.getBytes(StandardCharsets.UTF_8), "identity"))
        .extracting(HttpResponse::statusCode).containsOnly(201);
    assertThat(gateway.isAlive()).isTrue();
  }

  @Test
  void aMillionNamesThatComeCompressedAreRefusedWhileTheyAreInflated() throws IOException {
    byte[] body = gzip(("[{" + names(1_000_000) + "}]").getBytes(StandardCharsets.UTF_8));

    assertThat(answers(DOWNLOADED, body, "gzip")).extracting(HttpResponse::statusCode).containsOnly(413);
    assertThat(gateway.isAlive()).isTrue();
  }

  /** For the endpoint with the largest limit, 1 MiB: all but the million names fit into that. */
  static Stream<Arguments> bodies() {
    return Stream.of(
        body("a million names", 413, "1048576", "[" + PLAYER_TIME + names(1_000_000) + "}]"),
        body("as many names as fit", 400, "values", "[" + PLAYER_TIME + names(80_000) + "}]"),
        body("four events with as many names as they may have", 400, "/0/",
            "[" + (PLAYER_TIME + names(19_000) + "},").repeat(4) + "{}]"),
        body("as many metadata as fit", 400, "values", "[{\"customMetadata\":{" + names(80_000) + "}}]"),
        body("names that share a hash", 400, "/0/", "[" + PLAYER_TIME + colliding() + "}]"),
        body("a number of 100,000 digits", 400, "number", "[{\"playerTime\":{\"playhead\":" + "9".repeat(100_000)
            + ",\"ts\":1}}]"),
        body("a fraction of 100,000 digits", 400, "number", "[{\"playerTime\":{\"playhead\":0." + "9".repeat(100_000)
            + ",\"ts\":1}}]"),
        body("an exponent without bounds", 400, "number", "[{\"playerTime\":{\"playhead\":1e999999999,\"ts\":1}}]"),
        body("an exponent of 100,000 digits", 400, "number",
            "[{\"playerTime\":{\"playhead\":1e" + "9".repeat(100_000) + ",\"ts\":1}}]"),
        body("100,000 large numbers", 400, "number",
            "[" + "1e999999999,".repeat(80_000) + "1]"),
        body("arrays 1,000,000 deep", 400, "deep", "[".repeat(1_000_000)),
        body("objects 180,000 deep", 400, "deep", "{\"a\":".repeat(180_000)));
  }

  private static Arguments body(String name, int status, String message, String json) {
    return Arguments.of(name, status, message, json.getBytes(StandardCharsets.UTF_8));
  }

  private static String names(int count) {
    return IntStream.range(0, count).mapToObj(i -> "\"" + Integer.toString(i, Character.MAX_RADIX) + "\":\"\"")
        .collect(Collectors.joining(","));
  }

  /** "Aa" and "BB" have one hash, and so have all names made of as many of them. */
  private static String colliding() {
    return IntStream.range(0, 1 << 14)
        .mapToObj(i -> IntStream.range(0, 14).mapToObj(bit -> (i >> bit & 1) == 0 ? "Aa" : "BB")
            .collect(Collectors.joining("", "\"", "\":\"\"")))
        .collect(Collectors.joining(","));
  }

  private static List<HttpResponse<String>> answers(String path, byte[] body, String encoding) {
    HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + PORT + path))
        .header("Content-Encoding", encoding).POST(HttpRequest.BodyPublishers.ofByteArray(body)).build();
    List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
    for (int i = 0; i < AT_ONCE; i++) {
      answers.add(CLIENT.sendAsync(request, HttpResponse.BodyHandlers.ofString()));
    }
    return answers.stream().map(CompletableFuture::join).toList();
  }

  private static byte[] gzip(byte[] body) throws IOException {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
      gzip.write(body);
    }
    return compressed.toByteArray();
  }

  private static boolean isReady() throws InterruptedException {
    URI ready = URI.create("http://127.0.0.1:" + MANAGEMENT_PORT + "/health/ready");
    try {
      return CLIENT.send(HttpRequest.newBuilder(ready).build(), HttpResponse.BodyHandlers.discarding())
          .statusCode() == 200;
    } catch (IOException notListening) {
      return false;
    }
  }

  private static String[] args(String command, List<String> settings) {
    return Stream.concat(Stream.of(command), settings.stream().flatMap(setting -> Stream.of("--set", setting)))
        .toArray(String[]::new);
  }
}

package io.playhead.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.playhead.AggregatorRole;
import io.playhead.GatewayRole;
import io.playhead.config.ConfigLoader;
import io.playhead.config.PlayheadConfig;
import io.playhead.dev.EmbeddedBroker;
import io.playhead.eventlog.TopicAdmin;
import io.playhead.eventlog.TopicCheck;
import io.playhead.eventlog.Topics;
import io.playhead.kafka.KafkaExtension;
import io.playhead.kafka.TestKafka;
import io.playhead.kafka.TopicReader;
import io.playhead.ops.Health;
import io.playhead.tracing.Collector.Received;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
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
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A trace from a player's request through the log, and through the spool, to the fold; read by a collector (OTLP). */
@ExtendWith(KafkaExtension.class)
class TracingTest {
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String PLAYER = "b7ad6b7169203331";
  private static final String KEPT = "00-" + TRACE + "-" + PLAYER + "-01";
  private static final String NOT_KEPT = "00-" + TRACE + "-" + PLAYER + "-00";
  private static final String START = "POST /api/v1/sessions";
  private static final String EVENT = "POST /api/v1/sessions/{sid}/events";
  private static final String SESSION_START = """
      {"playerTime":{"playhead":0,"ts":1699523700000},"eventType":"sessionStart","params":{\
      "analytics.trackingServer":"t.example","analytics.reportSuite":"rs","visitor.marketingCloudOrgId":"o@AdobeOrg",\
      "media.id":"m1","media.length":60,"media.contentType":"vod","media.playerName":"p","media.channel":"c"}}""";
  private static final String PING =
      "{\"playerTime\":{\"playhead\":1,\"ts\":1699523701000},\"eventType\":\"ping\"}";

  private final Vertx vertx = Vertx.vertx();
  private final MeterRegistry meters = new SimpleMeterRegistry();
  private final HttpClient client = HttpClient.newHttpClient();
  private String bootstrapServers = "";
  private String prefix = "";

  @TempDir
  private Path directory;

  @BeforeEach
  void ownTopics(TestKafka kafka) {
    bootstrapServers = kafka.bootstrapServers();
    prefix = kafka.uniquePrefix();
  }

  @AfterEach
  void close() throws Exception {
    await(vertx.close());
  }

  @Test
  void thePlayersTraceGoesFromTheGatewayThroughKafkaToTheAggregator() throws Exception {
    try (Collector collector = Collector.start()) {
      GatewayRole gateway = gateway(collector);
      AggregatorRole aggregator =
          new AggregatorRole(vertx, config(collector), meters, new Health());
      await(aggregator.start());

      post(gateway, "/api/v1/sessions", SESSION_START, "traceparent", KEPT, "tracestate", "vendor=1");
      awaiting()
          .untilAsserted(() -> assertThat(collector.names(TRACE)).containsExactlyInAnyOrder(START, "append", "fold"));
      await(gateway.stop());
      await(aggregator.stop());

      Received request = collector.span(TRACE, START);
      Received append = collector.span(TRACE, "append");
      assertThat(request).extracting(Received::service, Received::parent, Received::attributes)
          .containsExactly("playhead-gateway", PLAYER, Map.of("http.request.method", "POST", "http.route",
              "/api/v1/sessions", "http.response.status_code", "201", "playhead.event.type", "sessionStart"));
      assertThat(append).extracting(Received::service, Received::parent, Received::attributes)
          .containsExactly("playhead-gateway", request.id(), Map.of());
      assertThat(collector.span(TRACE, "fold")).extracting(Received::service, Received::parent, Received::attributes)
          .containsExactly("playhead-aggregator", append.id(),
              Map.of("playhead.event.type", "sessionStart"));
      assertThat(header(records().getFirst(), "tracestate")).isEqualTo("vendor=1");
    }
  }

  @Test
  void aRefusedRequestHasASpanWithItsStatus() throws Exception {
    try (Collector collector = Collector.start()) {
      GatewayRole gateway = gateway(collector);
      post(gateway, "/api/v1/sessions/" + "0".repeat(64) + "/events", PING, "traceparent", KEPT);
      await(gateway.stop());

      assertThat(collector.names(TRACE)).containsExactly(EVENT);
      assertThat(collector.span(TRACE, EVENT).attributes()).containsEntry("http.response.status_code", "404");
    }
  }

  @Test
  void aTraceThatItsSenderDoesNotKeepGoesOnInTheRecordAndNotToTheCollector() throws Exception {
    try (Collector collector = Collector.start()) {
      GatewayRole gateway = gateway(collector, "tracing.share=1");
      post(gateway, "/api/v1/sessions", SESSION_START, "traceparent", NOT_KEPT);
      await(gateway.stop());

      assertThat(header(records().getFirst(), "traceparent")).startsWith("00-" + TRACE).endsWith("-00");
      assertThat(collector.spans()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"nonsense", "00-" + TRACE + "-" + PLAYER,
    "00-00000000000000000000000000000000-" + PLAYER + "-01",
    "00-" + TRACE + "-0000000000000000-01", "ff-" + TRACE + "-" + PLAYER + "-01"})
  void aTraceparentThatIsNoneIsIgnored(String traceparent) throws Exception {
    try (Collector collector = Collector.start()) {
      GatewayRole gateway = gateway(collector, "tracing.share=0");
      post(gateway, "/api/v1/sessions", SESSION_START, "traceparent", traceparent);
      await(gateway.stop());

      assertThat(records()).hasSize(1);
      assertThat(records().getFirst().headers().lastHeader("traceparent")).isNull();
      assertThat(collector.spans()).isEmpty();
    }
  }

  @Test
  void aRequestWithoutATraceBeginsOneByItsShare() throws Exception {
    try (Collector collector = Collector.start()) {
      GatewayRole gateway = gateway(collector, "tracing.share=1");
      post(gateway, "/api/v1/sessions", SESSION_START);
      await(gateway.stop());

      assertThat(collector.spans()).extracting(Received::name).containsExactlyInAnyOrder(START, "append");
      assertThat(header(records().getFirst(), "traceparent")).contains(collector.spans().getFirst().trace());
    }
  }

  @Test
  void theTraceComesThroughTheSpoolToo() throws Exception {
    int port = EmbeddedBroker.freePort();
    bootstrapServers = "127.0.0.1:" + port;
    try (Collector collector = Collector.start()) {
      GatewayRole gateway = start(config(collector));
      post(gateway, "/api/v1/sessions", SESSION_START, "traceparent", KEPT);
      try (EmbeddedBroker broker = EmbeddedBroker.start(port, directory.resolve("kafka"))) {
        assertThat(broker.bootstrapServers()).endsWith(":" + port);
        createTopics(config(collector));
        awaiting().until(() -> records().size() == 1);
        assertThat(header(records().getFirst(), "traceparent")).startsWith("00-" + TRACE).endsWith("-01");
        await(gateway.stop());
      }
    }
  }

  @Test
  void withoutAnEndpointTheHeaderIsNotLookedAt() throws Exception {
    PlayheadConfig off = ConfigLoader.defaults(settings());
    createTopics(off);
    GatewayRole gateway = start(off);
    post(gateway, "/api/v1/sessions", SESSION_START, "traceparent", KEPT);
    await(gateway.stop());

    assertThat(records().getFirst().headers().lastHeader("traceparent")).isNull();
  }

  private GatewayRole gateway(Collector collector, String... more) throws Exception {
    createTopics(config(collector));
    return start(config(collector, more));
  }

  private GatewayRole start(PlayheadConfig config) throws Exception {
    GatewayRole gateway = new GatewayRole(vertx, config, meters, new Health());
    await(gateway.start());
    return gateway;
  }

  private PlayheadConfig config(Collector collector, String... more) {
    List<String> all = new ArrayList<>(List.of(settings()));
    all.add("tracing.endpoint=" + collector.endpoint());
    all.addAll(List.of(more));
    return ConfigLoader.defaults(all.toArray(String[]::new));
  }

  private String[] settings() {
    return new String[]{"kafka.bootstrapServers=" + bootstrapServers, "topics.prefix=" + prefix,
      "topics.partitions=1", "topics.replicationFactor=1", "topics.minInsyncReplicas=1", "http.port=0",
      "http.host=127.0.0.1", "http.eventLoops=1", "session.keys=1:00112233445566778899aabbccddeeff",
      "aggregator.applicationId=" + prefix + "aggregator", "data.dir=" + directory.resolve("data")};
  }

  private static void createTopics(PlayheadConfig config) {
    try (TopicAdmin admin = new TopicAdmin(config.kafka())) {
      assertThat(admin.create(new Topics(config.topics()).all())).isInstanceOf(TopicCheck.Right.class);
    }
  }

  private void post(GatewayRole gateway, String path, String body, String... headers) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port() + path))
        .POST(HttpRequest.BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    client.send(request.build(), HttpResponse.BodyHandlers.discarding());
  }

  private List<ConsumerRecord<byte[], byte[]>> records() {
    return TopicReader.readAll(bootstrapServers, prefix + "events").stream().filter(record -> record.key() != null)
        .toList();
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    assertThat(header).as(name).isNotNull();
    return new String(header.value(), StandardCharsets.UTF_8);
  }

  private static ConditionFactory awaiting() {
    return Awaitility.await().atMost(Duration.ofSeconds(60));
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
  }
}

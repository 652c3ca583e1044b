package io.playhead.reports.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.playhead.config.ConfigLoader;
import io.playhead.config.PlayheadConfig;
import io.playhead.eventlog.RecordHeaders;
import io.playhead.eventlog.Rejection;
import io.playhead.eventlog.TopicAdmin;
import io.playhead.eventlog.TopicCheck;
import io.playhead.eventlog.Topics;
import io.playhead.kafka.KafkaExtension;
import io.playhead.kafka.TestKafka;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.junit5.VertxExtension;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Following calls over HTTP, from topics of a real broker. */
@ExtendWith({VertxExtension.class, KafkaExtension.class})
class WatchTest {
  private static final int PARTITIONS = 4;
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String SID = "1".repeat(64);
  private static final String OTHER = "2".repeat(64);
  private static final String KNOWN = "3".repeat(64);
  private static final String PING = "{\"eventType\": \"ping\",\n \"playerTime\": {}}";

  private final HttpClient client = HttpClient.newHttpClient();
  private Topics topics;
  private CallFeed feed;
  private HttpServer server;
  private KafkaProducer<byte[], byte[]> producer;

  @BeforeEach
  void start(Vertx vertx, TestKafka kafka) throws Exception {
    PlayheadConfig config = ConfigLoader.defaults("kafka.bootstrapServers=" + kafka.bootstrapServers(),
        "topics.prefix=" + kafka.uniquePrefix(), "topics.partitions=" + PARTITIONS, "topics.replicationFactor=1",
        "topics.minInsyncReplicas=1");
    topics = new Topics(config.topics());
    try (TopicAdmin admin = new TopicAdmin(config.kafka())) {
      assertThat(admin.create(topics.all())).isInstanceOf(TopicCheck.Right.class);
    }
    producer = new KafkaProducer<>(Map.of("bootstrap.servers", kafka.bootstrapServers()), new ByteArraySerializer(),
        new ByteArraySerializer());
    feed = new CallFeed(config.kafka(), topics);
    Router router = Router.router(vertx);
    new WatchRoute(feed, player -> Set.of(KNOWN), vertx.createSharedWorkerExecutor("watch", 1)).addTo(router);
    server = vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1").await();
  }

  @AfterEach
  void stop() {
    feed.close();
    producer.close();
    server.close().await();
  }

  @Test
  void aSessionIsFollowedWithWhatIsTakenAndWhatIsRefused() throws Exception {
    Queue<JsonObject> calls = watch("sid=" + SID);

    log(OTHER, "ping", PING);
    log(SID, "ping", PING);
    refuse(Optional.of(SID), "play", "{\"bad\": 1}", "what is wrong");

    JsonObject taken = first(calls, call -> call.getBoolean("accepted"));
    assertThat(taken.getString("raw")).isEqualTo(PING);
    assertThat(taken.getString("type")).isEqualTo("ping");
    JsonObject refused = first(calls, call -> !call.getBoolean("accepted"));
    assertThat(refused.getString("message")).isEqualTo("what is wrong");
    assertThat(refused.getString("raw")).isEqualTo("{\"bad\": 1}");
    assertThat(calls).extracting(call -> call.getString("sid")).containsOnly(SID);
  }

  @Test
  void aPlayerIsFollowedThroughItsSessionsNewAndOldAndItsRefusedStarts() throws Exception {
    Queue<JsonObject> calls = watch("player=tv");

    log(SID, "sessionStart", start("tv"));
    log(SID, "ping", PING);
    log(OTHER, "sessionStart", start("web"));
    log(OTHER, "ping", PING);
    log(KNOWN, "ping", PING);
    refuse(Optional.empty(), "sessionStart", start("tv"), "no channel");

    await().atMost(SOON).untilAsserted(() -> assertThat(calls).extracting(call -> call.getString("sid"))
        .contains(SID, KNOWN, null));
    assertThat(calls).extracting(call -> call.getString("sid")).doesNotContain(OTHER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "sid=nonsense", "player=", "sid=1&player=tv"})
  void aQuestionForNobodyIsRefused(String query) throws Exception {
    HttpResponse<String> answer = client.send(request(query), BodyHandlers.ofString());

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("say whom to watch");
  }

  @Test
  void moreThanTwentyWatchersAreToldToComeLater() throws Exception {
    for (int i = 0; i < 20; i++) {
      watch("sid=" + SID);
    }

    assertThat(client.send(request("sid=" + SID), BodyHandlers.ofString()).statusCode()).isEqualTo(503);
  }

  @Test
  void aWatcherWhoGoesMakesRoom() throws Exception {
    HttpResponse<InputStream> one = client.send(request("sid=" + SID), BodyHandlers.ofInputStream());
    for (int i = 0; i < 19; i++) {
      watch("sid=" + SID);
    }

    one.body().close();

    await().atMost(SOON).untilAsserted(() -> assertThat(watch("sid=" + SID)).isEmpty());
  }

  /** The calls as they come. */
  private Queue<JsonObject> watch(String query) throws Exception {
    HttpResponse<InputStream> answer = client.send(request(query), BodyHandlers.ofInputStream());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/event-stream");
    Queue<JsonObject> calls = new ConcurrentLinkedQueue<>();
    Thread.ofVirtual().start(() -> new BufferedReader(
        new InputStreamReader(answer.body(), StandardCharsets.UTF_8)).lines()
        .filter(line -> line.startsWith("data: ")).forEach(line -> calls.add(new JsonObject(line.substring(6)))));
    return calls;
  }

  @Test
  void aRefusedSessionOfWhichOnlyTheBeginningWasKeptIsKnownByItsPlayer() throws Exception {
    Queue<JsonObject> calls = watch("player=tv");

    refuse(Optional.empty(), "sessionStart", "[" + start("tv") + ("," + PING).repeat(2_000) + "]", "no channel");

    assertThat(first(calls, call -> !call.getBoolean("accepted")).getString("message")).isEqualTo("no channel");
  }

  @Test
  void aRefusedBodyWithoutAnEventEndsNoFeed() throws Exception {
    Queue<JsonObject> calls = watch("player=tv");

    refuse(Optional.empty(), "sessionStart", "[] \"media.playerName\"", "nothing");
    refuse(Optional.empty(), "sessionStart", "[" + start("tv") + "]", "no channel");

    assertThat(first(calls, call -> !call.getBoolean("accepted")).getString("message")).isEqualTo("no channel");
  }

  private static JsonObject first(Queue<JsonObject> calls, Predicate<JsonObject> which) {
    return await().atMost(SOON).until(() -> calls.stream().filter(which).findFirst(), Optional::isPresent)
        .orElseThrow();
  }

  private static String start(String player) {
    return "{\"eventType\": \"sessionStart\", \"params\": {\"media.playerName\": \"" + player + "\"}}";
  }

  private void log(String sid, String type, String body) {
    send(topics.events().name(), Optional.of(sid), body.getBytes(StandardCharsets.UTF_8), type);
  }

  private void refuse(Optional<String> sid, String type, String body, String message) {
    byte[] verdict =
        new JsonObject().put("status", 400).put("message", message).toString().getBytes(StandardCharsets.UTF_8);
    send(topics.rejected().name(), sid, new Rejection(Rejection.Reason.INVALID, sid, Optional.of(type),
        Optional.of(verdict), Optional.empty(), body.getBytes(StandardCharsets.UTF_8)).toJson(), type);
  }

  /** Refusals without a session may stand in any partition. */
  private void send(String topic, Optional<String> sid, byte[] value, String type) {
    byte[] key = sid.orElse("").getBytes(StandardCharsets.ISO_8859_1);
    ProducerRecord<byte[], byte[]> record = sid.isPresent()
        ? new ProducerRecord<>(topic, Topics.partition(key, PARTITIONS), key, value)
        : new ProducerRecord<>(topic, value);
    record.headers().add(RecordHeaders.header(RecordHeaders.TYPE, type));
    var unused = producer.send(record);
    producer.flush();
  }

  private HttpRequest request(String query) {
    return HttpRequest.newBuilder(
        URI.create("http://127.0.0.1:" + server.actualPort() + "/reports/v1/watch?" + query)).build();
  }
}

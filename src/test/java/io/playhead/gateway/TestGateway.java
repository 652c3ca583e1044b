package io.playhead.gateway;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.playhead.GatewayRole;
import io.playhead.config.ConfigLoader;
import io.playhead.config.PlayheadConfig;
import io.playhead.eventlog.TopicAdmin;
import io.playhead.eventlog.TopicCheck;
import io.playhead.eventlog.Topics;
import io.playhead.kafka.TestKafka;
import io.playhead.kafka.TopicReader;
import io.playhead.ops.Health;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A whole gateway on a free port, on topics of its own, and a client for it. An event loop that blocks fails {@link #stop}. */
final class TestGateway {
  static final String KEY = "1:00112233445566778899aabbccddeeff";

  private static final int PATIENCE_SECONDS = 20;

  private final Vertx vertx;
  private final String bootstrapServers;
  private final Topics topics;
  private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Health health = new Health();
  private final EventLoopWatch watch = EventLoopWatch.begin();
  private final GatewayRole role;
  private final HttpClient client;

  /** An answer, its body as text. */
  record Answer(int status, MultiMap headers, String body) {
    String sid() {
      return headers.get("Location").substring("/api/v1/sessions/".length());
    }
  }

  private TestGateway(Vertx vertx, String bootstrapServers, PlayheadConfig config) {
    this.vertx = vertx;
    this.bootstrapServers = bootstrapServers;
    this.topics = new Topics(config.topics());
    this.role = new GatewayRole(vertx, config, meters, health);
    this.client = vertx.createHttpClient(new HttpClientOptions().setDecompressionSupported(false));
  }

  /** Makes the topics and starts the gateway, with {@code key=value} assignments over the defaults. */
  static TestGateway start(Vertx vertx, TestKafka kafka, String... assignments) throws Exception {
    return start(vertx, kafka.bootstrapServers(), kafka.uniquePrefix(), assignments);
  }

  static TestGateway start(Vertx vertx, String bootstrapServers, String prefix, String... assignments)
      throws Exception {
    List<String> all = new ArrayList<>(List.of("kafka.bootstrapServers=" + bootstrapServers, "topics.prefix=" + prefix,
        "topics.partitions=4", "topics.replicationFactor=1", "topics.minInsyncReplicas=1", "http.port=0",
        "http.host=127.0.0.1", "http.eventLoops=1", "rateLimits.eventsPerSession=0", "session.keys=" + KEY,
        "data.dir=" + Files.createTempDirectory(Path.of("target"), "gateway")));
    all.addAll(List.of(assignments));
    PlayheadConfig config = ConfigLoader.defaults(all.toArray(String[]::new));
    try (TopicAdmin admin = new TopicAdmin(config.kafka())) {
      TopicCheck check = admin.create(new Topics(config.topics()).all());
      if (!(check instanceof TopicCheck.Right)) {
        throw new IllegalStateException(check.toString());
      }
    }
    TestGateway gateway = new TestGateway(vertx, bootstrapServers, config);
    await(gateway.role.start());
    return gateway;
  }

  int port() {
    return role.port();
  }

  Topics topics() {
    return topics;
  }

  Health health() {
    return health;
  }

  PrometheusMeterRegistry meters() {
    return meters;
  }

  Future<Void> drain() {
    return role.stop();
  }

  Answer post(String path, String body, String... headers) throws Exception {
    return send(HttpMethod.POST, path, body.getBytes(StandardCharsets.UTF_8), headers);
  }

  Answer send(HttpMethod method, String path, byte[] body, String... headers) throws Exception {
    return await(request(client, method, path, body, headers));
  }

  /** One request; headers are names and values in turn. */
  Future<Answer> request(HttpClient client, HttpMethod method, String path, byte[] body, String... headers) {
    Promise<Answer> answered = Promise.promise();
    // On an event loop: elsewhere the body can arrive before anybody waits for it.
    vertx.runOnContext(v -> send(client, method, path, body, headers).onComplete(answered));
    return answered.future();
  }

  private Future<Answer> send(HttpClient client, HttpMethod method, String path, byte[] body, String... headers) {
    return client.request(method, port(), "127.0.0.1", path).compose(request -> {
      for (int i = 0; i < headers.length; i += 2) {
        request.putHeader(headers[i], headers[i + 1]);
      }
      return request.send(Buffer.buffer(body));
    }).compose(response -> response.body()
        .map(text -> new Answer(response.statusCode(), response.headers(), text.toString(StandardCharsets.UTF_8))));
  }

  /** Opens a session and gives its id. */
  String open() throws Exception {
    return post("/api/v1/sessions", Bodies.SESSION_START).sid();
  }

  Answer event(String sid, String body) throws Exception {
    return post("/api/v1/sessions/" + sid + "/events", body);
  }

  /** What {@code media.events} holds of that session, in order. */
  List<ConsumerRecord<byte[], byte[]>> events(String sid) {
    return TopicReader.readAll(bootstrapServers, topics.events().name()).stream()
        .filter(record -> sid.equals(TopicReader.key(record)))
        .toList();
  }

  /** What {@code media.rejected} holds. */
  List<ConsumerRecord<byte[], byte[]>> rejected() {
    return TopicReader.readAll(bootstrapServers, topics.rejected().name());
  }

  void stop() throws Exception {
    await(role.stop());
    await(client.close());
    watch.end();
  }

  static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }
}

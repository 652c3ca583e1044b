package io.playhead;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.dev.EmbeddedBroker;
import io.playhead.kafka.KafkaExtension;
import io.playhead.kafka.TestKafka;
import io.playhead.kafka.TopicReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The gateway as a process: what it refuses to start on, when it says it is ready, how it ends (design §3). */
@ExtendWith(KafkaExtension.class)
class GatewayProcessTest {
  private static final String KEY = "session.keys=1:00112233445566778899aabbccddeeff";

  private static final String SESSION_START = """
      {"playerTime":{"playhead":0,"ts":1699523700000},"eventType":"sessionStart","params":{\
      "analytics.trackingServer":"t.example","analytics.reportSuite":"rs","visitor.marketingCloudOrgId":"o@AdobeOrg",\
      "media.id":"m1","media.length":60,"media.contentType":"vod","media.playerName":"p","media.channel":"c"}}""";

  private final HttpClient client = HttpClient.newHttpClient();
  private final int port = EmbeddedBroker.freePort();
  private final int managementPort = EmbeddedBroker.freePort();

  @TempDir
  private Path directory;

  private String bootstrapServers = "";
  private String prefix = "";
  private List<String> settings = List.of();

  @BeforeEach
  void ownTopics(TestKafka kafka) {
    bootstrapServers = kafka.bootstrapServers();
    prefix = kafka.uniquePrefix();
    settings = List.of("kafka.bootstrapServers=" + bootstrapServers, "topics.prefix=" + prefix,
        "topics.partitions=3", "topics.replicationFactor=1", "topics.minInsyncReplicas=1", "http.host=127.0.0.1",
        "http.port=" + port, "management.port=" + managementPort, "http.eventLoops=2");
  }

  @Test
  void onSigtermItSaysFirstThatItIsNotReadyAnswersWhatIsInFlightAndExitsWith0() throws Exception {
    assertThat(Cli.run(args("topics")).exitCode()).isZero();
    try (ChildProcess gateway = ChildProcess.start(directory, Map.of(), args("gateway", KEY))) {
      patiently().until(() -> ready() == 200);
      assertThat(gateway.output().lines().filter(line -> line.contains("Gateway ready on"))).hasSize(1);

      String body = SESSION_START;
      try (Socket inFlight = new Socket(InetAddress.getLoopbackAddress(), port)) {
        OutputStream out = inFlight.getOutputStream();
        String head = "POST /api/v1/sessions HTTP/1.1\r\nHost: a\r\nContent-Length: " + body.length() + "\r\n\r\n";
        out.write((head + body.substring(0, 10)).getBytes(StandardCharsets.UTF_8));
        out.flush();
        patiently().until(() -> metrics().contains("playhead_inflight_requests 1.0"));

        gateway.terminate();
        patiently().until(() -> ready() == 503);
        out.write(body.substring(10).getBytes(StandardCharsets.UTF_8));
        out.flush();

        assertThat(firstLine(inFlight.getInputStream())).isEqualTo("HTTP/1.1 201 Created");
      }
      assertThat(gateway.awaitExit()).isZero();
      assertThat(gateway.output()).endsWith("Stopped\n");
      assertThat(TopicReader.readAll(bootstrapServers, prefix + "events").stream()
          .filter(record -> record.key() != null).map(TopicReader::value)).containsExactly(SESSION_START);
    }
  }

  @Test
  void withoutSessionKeysItExitsWith2AndNamesTheKey() throws Exception {
    try (ChildProcess gateway = ChildProcess.start(directory, Map.of(), args("gateway"))) {
      assertThat(gateway.awaitExit()).isEqualTo(2);
      assertThat(gateway.output().lines()).hasSize(1).allMatch(line -> line.startsWith("session.keys: expected"));
    }
  }

  @Test
  void onAnotherPartitionCountItExitsWith2AndNamesTheTopic() throws Exception {
    assertThat(Cli.run(args("topics")).exitCode()).isZero();
    try (ChildProcess gateway = ChildProcess.start(directory, Map.of(), args("gateway", KEY, "topics.partitions=5"))) {
      assertThat(gateway.awaitExit()).isEqualTo(2);
      assertThat(gateway.output()).contains("events").contains("5").contains("3");
    }
  }

  @Test
  void onAPortThatIsTakenItExitsWith1AndSaysSo() throws Exception {
    assertThat(Cli.run(args("topics")).exitCode()).isZero();
    try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
        ChildProcess gateway = ChildProcess.start(directory, Map.of(), args("gateway", KEY))) {
      assertThat(taken.isBound()).isTrue();
      assertThat(gateway.awaitExit()).isEqualTo(1);
      assertThat(gateway.output().lines()).anyMatch(line -> line.startsWith("http.port: cannot listen on " + port));
    }
  }

  @Test
  void onASettingThatKafkaRefusesItExitsWith2AndNamesIt() throws Exception {
    assertThat(Cli.run(args("topics")).exitCode()).isZero();
    try (ChildProcess gateway =
        ChildProcess.start(directory, Map.of(), args("gateway", KEY, "kafka.producer.linger.ms=nonsense"))) {
      assertThat(gateway.awaitExit()).isEqualTo(2);
      assertThat(gateway.output()).contains("linger.ms");
    }
  }

  @Test
  void withoutTopicsItExitsWith2AndSaysHowToMakeThem() throws Exception {
    try (ChildProcess gateway = ChildProcess.start(directory, Map.of(), args("gateway", KEY))) {
      assertThat(gateway.awaitExit()).isEqualTo(2);
      assertThat(gateway.output()).contains("playhead topics");
    }
  }

  @Test
  void withoutASpoolItLivesAndIsNotReadyWhileKafkaIsAway() throws Exception {
    int kafkaPort = EmbeddedBroker.freePort();
    try (ChildProcess gateway = ChildProcess.start(directory, Map.of(), impatient(kafkaPort, "spool.maxBytes=0B"))) {
      patiently().until(() -> status("/health/live") == 200 && ready() == 503);
      patiently().until(() -> gateway.output().contains("Waiting for Kafka"));
      try (EmbeddedBroker broker = brokerWithTopics(kafkaPort)) {
        assertThat(broker.bootstrapServers()).endsWith(":" + kafkaPort);
        patiently().until(() -> ready() == 200);
        gateway.terminate();
        assertThat(gateway.awaitExit()).isZero();
      }
    }
  }

  @Test
  void withASpoolItIsReadyWhileKafkaIsAwayAndEndsWith2WhenItsTopicsTurnOutWrong() throws Exception {
    int kafkaPort = EmbeddedBroker.freePort();
    try (ChildProcess gateway = ChildProcess.start(directory, Map.of(), impatient(kafkaPort, "topics.partitions=5"))) {
      patiently().until(() -> ready() == 200);
      assertThat(get("/health/ready").body()).contains("spooling: Kafka does not take 5 of 5 partitions");
      try (EmbeddedBroker broker = brokerWithTopics(kafkaPort)) {
        assertThat(broker.bootstrapServers()).endsWith(":" + kafkaPort);
        assertThat(gateway.awaitExit()).isEqualTo(2);
        assertThat(gateway.output()).contains("topic " + prefix + "events: partitions: expected 5, found 3");
      }
    }
  }

  private EmbeddedBroker brokerWithTopics(int kafkaPort) throws Exception {
    EmbeddedBroker broker = EmbeddedBroker.start(kafkaPort, directory.resolve("kafka"));
    assertThat(Cli.run(args("topics", "kafka.bootstrapServers=" + broker.bootstrapServers())).exitCode()).isZero();
    return broker;
  }

  private String[] impatient(int kafkaPort, String setting) {
    return args("gateway", KEY, "kafka.bootstrapServers=127.0.0.1:" + kafkaPort,
        "kafka.admin.default.api.timeout.ms=1000", "kafka.admin.request.timeout.ms=1000", setting);
  }

  @Test
  void whileTracingIsOffNoClassOfOpenTelemetryIsLoaded() throws Exception {
    Path classes = directory.resolve("classes.log");
    assertThat(Cli.run(args("topics")).exitCode()).isZero();
    try (ChildProcess gateway = ChildProcess.start(directory,
        Map.of("JAVA_TOOL_OPTIONS", "-Xlog:class+load:file=" + classes), args("gateway", KEY))) {
      patiently().until(() -> ready() == 200);
      HttpRequest start = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/sessions"))
          .POST(HttpRequest.BodyPublishers.ofString(SESSION_START)).build();
      assertThat(client.send(start, HttpResponse.BodyHandlers.discarding()).statusCode()).isEqualTo(201);
      gateway.terminate();
      assertThat(gateway.awaitExit()).isZero();
    }
    assertThat(Files.readAllLines(classes)).anyMatch(line -> line.contains("io.playhead.gateway.Appends "))
        .noneMatch(line -> line.contains("] io.opentelemetry."));
  }

  @Test
  void logsCanBeJson() throws Exception {
    assertThat(Cli.run(args("topics")).exitCode()).isZero();
    try (ChildProcess gateway =
        ChildProcess.start(directory, Map.of("PLAYHEAD__LOGGING__FORMAT", "json"), args("gateway", KEY))) {
      patiently().until(() -> gateway.output().contains("Gateway ready on"));
      assertThat(gateway.output().lines().filter(line -> line.contains("Gateway ready on")))
          .allMatch(line -> line.startsWith("{") && line.endsWith("}"));
    }
  }

  private String[] args(String command, String... more) {
    List<String> args = new ArrayList<>(List.of(command));
    List<String> all = new ArrayList<>(settings);
    all.addAll(List.of(more));
    all.forEach(setting -> args.addAll(List.of("--set", setting)));
    return args.toArray(String[]::new);
  }

  private int ready() {
    return status("/health/ready");
  }

  private int status(String path) {
    try {
      return get(path).statusCode();
    } catch (IOException notListening) {
      return 0;
    }
  }

  private String metrics() throws IOException {
    return get("/metrics").body();
  }

  private HttpResponse<String> get(String path) throws IOException {
    try {
      return client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort + path)).build(),
          HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private static String firstLine(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next >= 0 && next != '\r'; next = in.read()) {
      line.append((char) next);
    }
    return line.toString();
  }

  private static ConditionFactory patiently() {
    return Awaitility.await().atMost(Duration.ofSeconds(60));
  }
}

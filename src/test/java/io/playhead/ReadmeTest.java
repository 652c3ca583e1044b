package io.playhead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.playhead.dev.EmbeddedBroker;
import io.playhead.kafka.TopicReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's session, as written there, against the {@code dev} command in a process of its own. */
class ReadmeTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern SHELL_BLOCK = Pattern.compile("```bash\\R(.*?)```", Pattern.DOTALL);
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final HttpClient client = HttpClient.newHttpClient();
  private final int port = EmbeddedBroker.freePort();
  private final int managementPort = EmbeddedBroker.freePort();
  private final int kafkaPort = EmbeddedBroker.freePort();

  @TempDir
  private Path directory;

  private ChildProcess dev;

  @BeforeEach
  void start() throws IOException {
    dev = ChildProcess.start(directory, Map.of(), "dev", "--set", "http.port=" + port, "--set",
        "management.port=" + managementPort, "--set", "dev.kafkaPort=" + kafkaPort, "--set", "topics.partitions=3");
    Awaitility.await().atMost(PATIENCE).until(() -> dev.output().contains("Playhead is ready"));
  }

  @AfterEach
  void stop() {
    dev.close();
  }

  @Test
  void theSessionByHandIsKeptAndBecomesTheReportsTheReadmePromises() throws Exception {
    assumeTrue(hasCurl(), "the README's session is passed over, because curl is not installed");

    List<String> answers = run(readmeSession() + "\necho $session\n").lines().toList();

    String location = answers.get(answers.size() - 1);
    assertThat(location).matches("/api/v1/sessions/[0-9a-f]{64}");
    assertThat(answers.get(0)).isEqualTo("201 sessionStart");
    assertThat(answers.subList(1, answers.size() - 1)).hasSize(38).allMatch(line -> line.startsWith("204 "));
    String sid = location.substring(location.lastIndexOf('/') + 1);

    List<String> sent = answers.subList(0, answers.size() - 1).stream().map(line -> line.substring(4)).toList();
    assertThat(ofSession(sid, "media.events")).extracting(record -> TopicReader.header(record, "type"))
        .isEqualTo(sent);

    Awaitility.await().atMost(PATIENCE).until(() -> postPing(location) == 410);
    List<JsonNode> reports = ofSession(sid, "media.reports").stream().map(ReadmeTest::json).toList();
    assertThat(reports).extracting(report -> report.get("type").asText()).containsExactly("sessionStart", "adStart",
        "adClose", "adStart", "adClose", "adStart", "adClose", "sessionClose");
    JsonNode details = reports.get(7).get("sessionDetails");
    assertThat(details.get("timePlayed").asDouble()).isEqualTo(45);
    assertThat(details.get("totalTimePlayed").asDouble()).isEqualTo(75);
    assertThat(details.get("adCount").asInt()).isEqualTo(3);
    assertThat(details.get("pauseTime").asDouble()).isEqualTo(10);
    assertThat(details.get("isCompleted").asBoolean()).isTrue();
    assertThat(reports.get(7).get("qoeDataDetails").get("bufferTime").asDouble()).isEqualTo(3);
  }

  private String readmeSession() throws IOException {
    Matcher block = SHELL_BLOCK.matcher(Files.readString(Path.of("README.md")));
    assertThat(block.find()).isTrue();
    return block.group(1).replace("localhost:8080", "localhost:" + port);
  }

  private String run(String script) throws Exception {
    Process bash = new ProcessBuilder("bash", "-c", script).redirectErrorStream(true).start();
    String output = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(bash.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return output;
  }

  private List<ConsumerRecord<byte[], byte[]>> ofSession(String sid, String topic) {
    return TopicReader.readAll("127.0.0.1:" + kafkaPort, topic).stream()
        .filter(record -> sid.equals(TopicReader.key(record)))
        .toList();
  }

  private int postPing(String location) throws Exception {
    String ping = "{\"playerTime\":{\"playhead\":1,\"ts\":1699523700000},\"eventType\":\"ping\"}";
    return client.send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + location + "/events"))
        .POST(HttpRequest.BodyPublishers.ofString(ping)).build(), HttpResponse.BodyHandlers.ofString()).statusCode();
  }

  private static boolean hasCurl() {
    try {
      return new ProcessBuilder("bash", "-c", "command -v curl").start().waitFor() == 0;
    } catch (IOException | InterruptedException e) {
      return false;
    }
  }

  private static JsonNode json(ConsumerRecord<byte[], byte[]> record) {
    try {
      return JSON.readTree(record.value());
    } catch (IOException e) {
      throw new IllegalArgumentException("not JSON", e);
    }
  }
}

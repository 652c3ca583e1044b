package io.playhead.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.playhead.Playhead;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A gateway that can be killed and started again, on the same ports and with the same spool. */
final class Gateway implements AutoCloseable {
  private static final String HEAP = "256m";
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final int port = Ports.free();
  private final int managementPort = Ports.free();
  private final Path log;
  private final Path data;
  private final Map<String, String> environment;
  private final List<String> settings;
  private @Nullable JvmProcess process;
  private final StringBuilder logOfKilled = new StringBuilder();
  private int readyAt;
  private long peakMemory;

  /** A gateway that is not running yet, with its data in that directory. */
  Gateway(Path log, Path data, Map<String, String> environment, List<String> settings) {
    this.log = log;
    this.data = data;
    this.environment = environment;
    this.settings = Stream.concat(settings.stream(), Stream.of("http.host=127.0.0.1", "http.port=" + port,
        "management.port=" + managementPort, "http.eventLoops=2", "data.dir=" + data)).toList();
  }

  /** Where players reach it. */
  URI uri() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** Its directory on the disk. */
  Path data() {
    return data;
  }

  /** Starts it, and returns when it takes requests. */
  void start() {
    process = JvmProcess.start(log, environment, HEAP, Playhead.class, arguments("gateway", settings));
    Awaitility.await().atMost(PATIENCE).until(() -> !running().isAlive() || isReady());
    if (!running().isAlive()) {
      throw new IllegalStateException("the gateway has ended: " + running().log());
    }
    readyAt = running().log().length();
  }

  /** As {@code kill -9} does. */
  void kill() {
    peakMemory = peakMemory();
    running().kill();
    String all = running().log();
    logOfKilled.append(all, readyAt, all.length());
    readyAt = all.length();
  }

  boolean isAlive() {
    return running().isAlive();
  }

  /** Whether {@code /health/ready} says that it should get requests. */
  boolean isReady() {
    return ready().path("status").asText().equals("up");
  }

  /** What {@code /health/ready} says of the event log: its state first. Empty if there is no answer. */
  String state() {
    return ready().path("checks").path("event-log").path("detail").asText();
  }

  /** Waits until it sends straight to Kafka, and nothing waits in its spool. */
  void awaitLive() {
    Awaitility.await().atMost(PATIENCE).until(() -> isReady() && state().startsWith("live"));
  }

  /** The most memory that it, or one that it has followed, has had, in MiB. */
  long peakMemory() {
    return Math.max(peakMemory, running().peakMemory());
  }

  /** What it has written while it was ready; a start on a busy machine may well block threads. */
  String log() {
    return logOfKilled + running().log().substring(readyAt);
  }

  @Override
  public void close() {
    if (process != null) {
      process.close();
    }
  }

  /** The program's arguments for a command with settings, {@code key=value} each. */
  static List<String> arguments(String command, List<String> settings) {
    List<String> arguments = new ArrayList<>(List.of(command));
    settings.forEach(setting -> arguments.addAll(List.of("--set", setting)));
    return arguments;
  }

  private JvmProcess running() {
    if (process == null) {
      throw new IllegalStateException("not started");
    }
    return process;
  }

  private JsonNode ready() {
    URI uri = URI.create("http://127.0.0.1:" + managementPort + "/health/ready");
    try {
      return JSON.readTree(http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString()).body());
    } catch (IOException notListening) {
      return JSON.createObjectNode();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}

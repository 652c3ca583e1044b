package io.playhead.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.dev.EmbeddedBroker;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A pod, as it were: a gateway or an aggregator of one version after the other, with the same ports and the same volume. */
final class Instance implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final List<String> JVM_OPTIONS = List.of("-Xmx384m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC",
      "--enable-native-access=ALL-UNNAMED");

  private final HttpClient http = HttpClient.newHttpClient();
  private final int port = EmbeddedBroker.freePort();
  private final int managementPort = EmbeddedBroker.freePort();
  private final String role;
  private final List<String> settings;
  private final Path log;
  private @Nullable Process process;

  /** One that is not running yet. */
  Instance(Path directory, String role, String name, List<String> settings) {
    this.role = role;
    this.log = directory.resolve(name + ".log");
    this.settings = Stream.concat(settings.stream(), Stream.of("http.host=127.0.0.1", "http.port=" + port,
        "management.port=" + managementPort, "data.dir=" + directory.resolve(name),
        "aggregator.instanceId=" + name)).toList();
  }

  /** Where players reach it, if it is a gateway. */
  int port() {
    return port;
  }

  /** Starts it with that version, and returns when it is ready. */
  void start(Program program) throws IOException {
    List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    command.addAll(JVM_OPTIONS);
    command.addAll(program.arguments());
    command.add(role);
    settings.forEach(setting -> command.addAll(List.of("--set", setting)));
    Process started = new ProcessBuilder(command).redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile())).start();
    process = started;
    Awaitility.await().atMost(PATIENCE).until(() -> !started.isAlive() || isReady());
    assertThat(started.isAlive()).as(() -> read(log)).isTrue();
  }

  /** Ends it in order, as Kubernetes does. */
  void stop() throws InterruptedException {
    Process running = running();
    running.destroy();
    assertThat(running.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(running.exitValue()).as(() -> read(log)).isZero();
  }

  @Override
  public void close() {
    if (process != null) {
      process.destroyForcibly().onExit().join();
    }
  }

  private Process running() {
    if (process == null) {
      throw new IllegalStateException("not started");
    }
    return process;
  }

  private boolean isReady() throws InterruptedException {
    URI ready = URI.create("http://127.0.0.1:" + managementPort + "/health/ready");
    try {
      return http.send(HttpRequest.newBuilder(ready).build(), HttpResponse.BodyHandlers.discarding())
          .statusCode() == 200;
    } catch (IOException notListening) {
      return false;
    }
  }

  private static String read(Path log) {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return e.toString();
    }
  }
}

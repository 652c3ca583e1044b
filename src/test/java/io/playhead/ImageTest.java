package io.playhead;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.dev.EmbeddedBroker;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What of the image can be held against the repository without building it: its Dockerfile, its JVM flags, its health check. */
class ImageTest {
  @Test
  void everyFileThatIsCopiedFromTheRepositoryIsThereAndNotIgnored() throws IOException {
    List<String> taken = Files.readAllLines(Path.of(".dockerignore")).stream()
        .filter(line -> line.startsWith("!")).map(line -> line.substring(1)).toList();
    List<String> copied = copies().filter(words -> !words.get(1).startsWith("--"))
        .flatMap(words -> words.subList(1, words.size() - 1).stream()).toList();

    assertThat(copied).isNotEmpty().allMatch(source -> Files.exists(Path.of(source))).isSubsetOf(taken);
  }

  @Test
  void everyFileOfTheBuildThatIsCopiedIsOneThatTheBuildMakesOrWasGiven() throws IOException {
    Set<String> made = Set.of("target/lib", "target/playhead.jar", "target/playhead.cdx.json");
    List<String> copied = copies().filter(words -> words.get(1).equals("--from=build"))
        .flatMap(words -> words.subList(2, words.size() - 1).stream()).map(path -> path.replace("/build/", ""))
        .toList();

    assertThat(copied).containsAll(made)
        .allMatch(path -> made.contains(path) || Files.exists(Path.of(path)));
  }

  @Test
  void itRunsAsANumberedUserWithoutAShell() throws IOException {
    assertThat(dockerfile()).anyMatch(line -> line.matches("USER [1-9]\\d*:[1-9]\\d*"))
        .anyMatch(line -> line.startsWith("ENTRYPOINT [\"java\", ") && line.contains("@/app/jvm.options"))
        .anyMatch(line -> line.matches("HEALTHCHECK .* CMD \\[\"/app/health.sh\"]"));
  }

  @Test
  void theJvmTakesItsFlags() throws Exception {
    Process java = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "@config/jvm.options", "-version").redirectErrorStream(true).start();

    String output = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(java.waitFor()).as(output).isZero();
    assertThat(output).doesNotContain("warning");
  }

  @ParameterizedTest
  @CsvSource({"200 OK, 0", "503 Service Unavailable, 1"})
  void theHealthCheckFollowsTheStatus(String status, int exitCode) throws Exception {
    try (ServerSocket management = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Process check = healthCheck(management.getLocalPort());
      try (Socket asked = management.accept(); OutputStream answer = asked.getOutputStream()) {
        byte[] request = asked.getInputStream().readNBytes("GET /health/live HTTP/1.0\r\n\r\n".length());
        assertThat(new String(request, StandardCharsets.US_ASCII)).startsWith("GET /health/live ");
        answer.write(("HTTP/1.0 " + status + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
      }
      assertThat(check.waitFor()).isEqualTo(exitCode);
    }
  }

  @Test
  void theHealthCheckFailsWhereNobodyListens() throws Exception {
    assertThat(healthCheck(EmbeddedBroker.freePort()).waitFor()).isEqualTo(1);
  }

  private static Process healthCheck(int port) throws IOException {
    ProcessBuilder check = new ProcessBuilder("config/health.sh");
    check.environment().put("PLAYHEAD__MANAGEMENT__PORT", String.valueOf(port));
    return check.start();
  }

  private static Stream<List<String>> copies() throws IOException {
    return dockerfile().stream().filter(line -> line.startsWith("COPY "))
        .map(line -> List.of(line.split(" ")));
  }

  private static List<String> dockerfile() throws IOException {
    return Files.readString(Path.of("Dockerfile")).replace("\\\n", " ").lines().toList();
  }
}

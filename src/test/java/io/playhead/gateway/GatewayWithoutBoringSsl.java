package io.playhead.gateway;

import io.vertx.core.Vertx;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A gateway in a process of its own, whose class path has no BoringSSL.
 *
 * @param engine the class of the settings of who encrypts
 */
record GatewayWithoutBoringSsl(Process process, int port, String engine) implements AutoCloseable {

  /** Runs until killed. */
  public static void main(String[] arguments) throws Exception {
    Vertx vertx = Vertx.builder().withTransport(GuardedTransport.create(Duration.ofSeconds(8))).build();
    TestGateway gateway =
        TestGateway.start(vertx, arguments[0], arguments[1], Arrays.copyOfRange(arguments, 2, arguments.length));
    System.out.println("listening " + gateway.port() + " " + TlsEngine.best().getClass().getSimpleName());
    new CountDownLatch(1).await();
  }

  static GatewayWithoutBoringSsl start(String bootstrapServers, String prefix, String... assignments)
      throws IOException {
    String classPath = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !Path.of(entry).getFileName().toString().startsWith("netty-tcnative"))
        .collect(Collectors.joining(File.pathSeparator));
    List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED", "-cp", classPath,
        GatewayWithoutBoringSsl.class.getName(), bootstrapServers, prefix));
    command.addAll(List.of(assignments));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.startsWith("listening ")) {
        String[] words = line.split(" ", 3);
        return new GatewayWithoutBoringSsl(process, Integer.parseInt(words[1]), words[2]);
      }
    }
    throw new IOException("it ended before it listened");
  }

  @Override
  public void close() throws IOException {
    try {
      process.destroyForcibly().waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

package io.playhead.aggregator;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** An aggregator in a process of its own, so that it can be killed. */
final class AggregatorProcess {
  private final Process process;

  private AggregatorProcess(Process process) {
    this.process = process;
  }

  /** Runs until killed. */
  public static void main(String[] assignments) throws Exception {
    TestAggregator.start(assignments);
    new CountDownLatch(1).await();
  }

  static AggregatorProcess start(String... assignments) throws IOException {
    List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED", "-cp",
        System.getProperty("java.class.path"),
        AggregatorProcess.class.getName()));
    command.addAll(List.of(assignments));
    return new AggregatorProcess(new ProcessBuilder(command).inheritIO().start());
  }

  /** As {@code kill -9} does: nothing of it runs any more. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  boolean isAlive() {
    return process.isAlive();
  }
}

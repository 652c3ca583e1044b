package io.playhead.reports.store;

import io.playhead.config.ConfigLoader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A report store that another process has open. */
final class StoreProcess implements AutoCloseable {
  private static final String OPEN = "open";

  private final Process process;

  private StoreProcess(Process process) {
    this.process = process;
  }

  /** Runs until killed. */
  public static void main(String[] directory) throws InterruptedException {
    ReportStore.open(Path.of(directory[0]), ConfigLoader.defaults().reports());
    System.out.println(OPEN);
    new CountDownLatch(1).await();
  }

  /** Returns when it has the store open. */
  static StoreProcess start(Path directory) throws IOException {
    Process process = new ProcessBuilder(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED", "-cp",
        System.getProperty("java.class.path"), StoreProcess.class.getName(), directory.toString()))
        .redirectError(ProcessBuilder.Redirect.INHERIT).start();
    process.inputReader().lines().filter(line -> line.equals(OPEN)).findFirst().orElseThrow();
    return new StoreProcess(process);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}

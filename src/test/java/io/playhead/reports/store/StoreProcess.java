package io.playhead.reports.store;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.playhead.config.ConfigLoader;
import io.playhead.config.PlayheadConfig;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A report store that another process has open and fills, until it is killed. */
final class StoreProcess implements AutoCloseable {
  private static final String OPEN = "open";
  private static final String COMMITS = "commits ";
  /** So small that a kill falls into the middle of many. */
  private static final IngestBounds SMALL = new IngestBounds(Duration.ofMillis(20), 50, 1 << 20);

  private final Process process;
  private final BufferedReader output;

  private StoreProcess(Process process) {
    this.process = process;
    this.output = process.inputReader();
  }

  /** Arguments: the directory, then the configuration; with none the store is only opened. */
  public static void main(String[] args) throws InterruptedException {
    String[] assignments = Arrays.copyOfRange(args, 1, args.length);
    PlayheadConfig config = ConfigLoader.defaults(assignments);
    ReportStore store = ReportStore.open(Path.of(args[0]), config.reports());
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    Ingest ingest = new Ingest(store, config, SMALL, meters, InstantSource.system(), failure -> {});
    if (assignments.length > 0) {
      ingest.start();
    }
    System.out.println(OPEN);
    Timer commits = meters.get("playhead.reports.ingest.transactions").timer();
    while (true) {
      TimeUnit.MILLISECONDS.sleep(5);
      System.out.println(COMMITS + commits.count());
    }
  }

  /** One that only has the store open; returns when it has. */
  static StoreProcess open(Path directory) throws IOException {
    return start(directory);
  }

  /** One that fills the store; returns when it has begun. */
  static StoreProcess fill(Path directory, String... assignments) throws IOException {
    return start(directory, assignments);
  }

  private static StoreProcess start(Path directory, String... assignments) throws IOException {
    List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED", "-cp",
        System.getProperty("java.class.path"), StoreProcess.class.getName(), directory.toString()));
    command.addAll(List.of(assignments));
    StoreProcess store = new StoreProcess(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
    store.await(OPEN::equals);
    return store;
  }

  /** Returns when it has committed at least that often. */
  void awaitCommits(int times) {
    await(line -> line.startsWith(COMMITS) && Integer.parseInt(line.substring(COMMITS.length())) >= times);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  private void await(Predicate<String> wanted) {
    if (output.lines().noneMatch(wanted)) {
      throw new IllegalStateException("it ended before it said so");
    }
  }

  /** As {@code kill -9} does; returns when nothing of it runs any more. */
  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}

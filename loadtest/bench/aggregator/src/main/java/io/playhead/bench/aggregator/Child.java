package io.playhead.bench.aggregator;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A Java process with this one's class path, and what Linux says of it. Closing it is an orderly end. */
final class Child implements AutoCloseable {
  private static final long MICROS_PER_TICK = 10_000;
  private static final int USER_TICKS = 11;
  private static final int SYSTEM_TICKS = 12;

  /** Of "C1 CompilerThread0" and "C2 CompilerThread0" Linux keeps fifteen characters. */
  private static final String COMPILER = " CompilerThre";

  private final Process process;

  private Child(Process process) {
    this.process = process;
  }

  /**
   * Starts one.
   *
   * @param log where its output goes
   */
  static Child start(Path log, List<String> jvm, Class<?> main, String... arguments) throws IOException {
    return start(log, jvm, main.getName(), arguments);
  }

  static Child start(Path log, List<String> jvm, String main, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(ProcessHandle.current().info().command().orElseThrow(), "-cp",
        System.getProperty("java.class.path")));
    command.addAll(jvm);
    command.add(main);
    command.addAll(List.of(arguments));
    File output = log.toFile();
    Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output).start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    return new Child(process);
  }

  /** Processor time so far, user and system, microseconds. */
  long cpu() throws IOException {
    return cpu(Files.readString(proc().resolve("stat")));
  }

  /** The part of it that compiled the program, microseconds: the longer it runs, the less that grows. */
  long compilers() throws IOException {
    long sum = 0;
    try (DirectoryStream<Path> threads = Files.newDirectoryStream(proc().resolve("task"))) {
      for (Path thread : threads) {
        String stat = stat(thread);
        sum += stat.contains(COMPILER) ? cpu(stat) : 0;
      }
    }
    return sum;
  }

  private Path proc() {
    return Path.of("/proc/" + process.pid());
  }

  /** Empty of a thread that has ended meanwhile. */
  private static String stat(Path thread) {
    try {
      return Files.readString(thread.resolve("stat"));
    } catch (IOException ended) {
      return "";
    }
  }

  private static long cpu(String stat) {
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return (Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[SYSTEM_TICKS])) * MICROS_PER_TICK;
  }

  /** Resident memory, MiB. */
  long residentMemory() throws IOException {
    try (Stream<String> lines = Files.lines(proc().resolve("status"))) {
      return lines.filter(line -> line.startsWith("VmRSS:")).mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst().orElse(0) / 1024;
    }
  }

  void requireAlive() {
    if (!process.isAlive()) {
      throw new IllegalStateException("a process ended with " + process.exitValue() + "; see its log");
    }
  }

  /** Waits for its end; fails if that is not a good one. */
  void join() throws InterruptedException {
    if (process.waitFor() != 0) {
      throw new IllegalStateException("a process ended with " + process.exitValue() + "; see its log");
    }
  }

  @Override
  public void close() throws IOException, InterruptedException {
    process.getOutputStream().close();
    process.destroy();
    if (!process.waitFor(Duration.ofSeconds(60).toSeconds(), TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
  }
}

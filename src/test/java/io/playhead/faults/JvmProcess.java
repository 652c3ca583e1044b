package io.playhead.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A Java process that can be killed, frozen and thawed; its output is appended to a file. */
final class JvmProcess implements AutoCloseable {
  /** These start quickly and leave the cores to each other; what is measured here is not speed. */
  private static final List<String> OPTIONS = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto",
      "-XX:+ExitOnOutOfMemoryError", "--enable-native-access=ALL-UNNAMED", "-Djava.net.preferIPv4Stack=true");
  private static final int PATIENCE_SECONDS = 60;
  private static final String PEAK_MEMORY = "VmHWM:";
  private static final String STATE = "State:";

  private final Process process;
  private final Path log;

  private JvmProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /**
   * Starts a program with this process's class path.
   *
   * @param heap the most heap it may have, such as {@code 256m}
   */
  static JvmProcess start(Path log, Map<String, String> environment, String heap, Class<?> main, List<String> args) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(OPTIONS);
    command.addAll(List.of("-Xmx" + heap, "-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(args);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(environment);
    try {
      Process process = builder.start();
      // A frozen process would outlive a test run that is broken off.
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
      return new JvmProcess(process, log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** As {@code kill -9} does. Returns when it is gone. */
  void kill() {
    process.destroyForcibly();
    awaitExit();
  }

  /** Stops it where it stands: its connections stay open, and nothing answers. */
  void freeze() {
    signal("STOP");
  }

  /** Whether it still is: some supervisors set going what they find stopped. */
  boolean isFrozen() {
    return status(STATE).startsWith("T");
  }

  void thaw() {
    signal("CONT");
  }

  /** The exit code; fails if it does not end. */
  int awaitExit() {
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException("still running: " + log());
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** All output of this process, and of those before it with the same log. */
  String log() {
    try {
      return Files.readString(log, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The most memory it has had, in MiB, as the kernel counts it; 0 if it is gone. */
  long peakMemory() {
    String kibibytes = status(PEAK_MEMORY).replaceAll("\\D", "");
    return kibibytes.isEmpty() ? 0 : Long.parseLong(kibibytes) / 1024;
  }

  @Override
  public void close() {
    kill();
  }

  /** What the kernel says of it under that name; empty if it is gone. */
  private String status(String name) {
    try {
      return Files.readAllLines(Path.of("/proc", String.valueOf(process.pid()), "status")).stream()
          .filter(line -> line.startsWith(name)).map(line -> line.substring(name.length()).strip())
          .findFirst().orElse("");
    } catch (IOException gone) {
      return "";
    }
  }

  private void signal(String name) {
    try {
      int exit = new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).inheritIO().start().waitFor();
      if (exit != 0) {
        throw new IllegalStateException("kill -" + name + " exited with " + exit);
      }
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}

package io.playhead.eventlog.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/** A process of its own that appends to a spool without end and prints the counter of each event that was acknowledged. */
final class CrashingProcess {
  static final int PARTITION = 1;
  private static final int MOST_WAITING = 200;
  /** The full stop tells a whole line from a torn one. */
  private static final Pattern ACKNOWLEDGED = Pattern.compile("\\d+\\.");

  private CrashingProcess() {}

  /**
   * Runs it until it has acknowledged so many, and kills it.
   *
   * @param firstCounter the counter of its first event
   * @return the counters of those that it acknowledged
   */
  static Set<Long> run(Path directory, long firstCounter, int acknowledged) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1", "-Xmx128m", "--enable-native-access=ALL-UNNAMED", "-cp",
        System.getProperty("java.class.path"), CrashingProcess.class.getName(), directory.toString(),
        Long.toString(firstCounter)).redirectError(ProcessBuilder.Redirect.DISCARD);
    // A killed process leaves its copy of the native library behind: here, and not among the machine's temporary files.
    builder.environment().put("ROCKSDB_SHAREDLIB_DIR",
        Files.createDirectories(directory.resolveSibling("native")).toString());
    Process process = builder.start();
    Set<Long> counters = new HashSet<>();
    try (BufferedReader lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (ACKNOWLEDGED.matcher(line).matches()) {
          counters.add(Long.valueOf(line.substring(0, line.length() - 1)));
        }
        if (counters.size() == acknowledged) {
          process.toHandle().destroyForcibly();
        }
      }
    } finally {
      process.destroyForcibly().waitFor();
    }
    assertThat(counters).as("acknowledged before the kill").hasSizeGreaterThanOrEqualTo(acknowledged);
    return counters;
  }

  /** The process. */
  public static void main(String[] args) throws Exception {
    try (OpenSpool open = new OpenSpool(Path.of(args[0]))) {
      Semaphore room = new Semaphore(MOST_WAITING);
      LongStream.iterate(Long.parseLong(args[1]), counter -> counter + 1).forEach(counter -> {
        room.acquireUninterruptibly();
        var unused = open.append(PARTITION, counter).thenAccept(failure -> {
          room.release();
          if (failure.isEmpty()) {
            System.out.println(counter + ".");
          }
        });
      });
    }
  }
}

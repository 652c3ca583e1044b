package io.playhead.eventlog.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a process acknowledged before it was killed is there. */
class SpoolCrashTest {
  private static final int RUN = 1_000_000;
  private static final int BLOCK = 4 << 10;

  @TempDir
  Path data;

  private final Random random = new Random();

  @Test
  void nothingAcknowledgedIsMissingAfterKills() throws Exception {
    Set<Long> acknowledged = new HashSet<>();
    for (long run = 0; run < 3; run++) {
      acknowledged.addAll(crash(run));
    }

    List<Long> drained = drain();

    assertThat(drained).containsAll(acknowledged).isSorted().doesNotHaveDuplicates();
    assertThat(data).isDirectoryNotContaining("glob:**.damaged-*");
  }

  @Test
  void nothingAcknowledgedIsMissingWithoutTheLastBlock() throws Exception {
    Set<Long> acknowledged = crash(0);
    try (FileChannel log = newestLog()) {
      log.truncate(log.size() - BLOCK);
    }

    assertThat(drain()).containsAll(acknowledged).isSorted();
  }

  @Test
  void nothingAcknowledgedIsMissingIfTheLastBlockIsGarbage() throws Exception {
    Set<Long> acknowledged = crash(0);
    byte[] garbage = new byte[BLOCK];
    random.nextBytes(garbage);
    try (FileChannel log = newestLog()) {
      log.write(ByteBuffer.wrap(garbage), log.size() - BLOCK);
    }

    assertThat(drain()).containsAll(acknowledged).isSorted();
  }

  private Set<Long> crash(long run) throws IOException, InterruptedException {
    return CrashingProcess.run(directory(), run * RUN, 1 + random.nextInt(5_000));
  }

  private List<Long> drain() throws SpoolException {
    try (OpenSpool open = new OpenSpool(directory())) {
      return open.drain(CrashingProcess.PARTITION);
    }
  }

  private FileChannel newestLog() throws IOException {
    try (Stream<Path> files = Files.list(directory())) {
      Path newest = files.filter(file -> file.toString().endsWith(".log")).max(Comparator.naturalOrder()).orElseThrow();
      return FileChannel.open(newest, StandardOpenOption.WRITE);
    }
  }

  private Path directory() {
    return data.resolve("spool");
  }
}

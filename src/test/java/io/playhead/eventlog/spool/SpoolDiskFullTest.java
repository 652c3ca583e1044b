package io.playhead.eventlog.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.playhead.config.DataSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that is full, for real: a small file system in memory, which only root may mount. */
class SpoolDiskFullTest {
  private static final int DISK = 256 << 20;
  private static final int LEFT = 8 << 20;
  private static final int MOST = 2 * DISK / OpenSpool.EVENT_BYTES;

  @TempDir
  Path disk;

  @BeforeEach
  void mount() throws Exception {
    boolean mounted = run("mount", "-t", "tmpfs", "-o", "size=" + DISK, "tmpfs", disk.toString());
    assumeThat(mounted).as("a small file system can be mounted").isTrue();
  }

  @AfterEach
  void unmount() throws Exception {
    run("umount", disk.toString());
  }

  @Test
  void aFullDiskRefusesLosesNothingAndTheSpoolComesBackByItself() throws Exception {
    List<Long> expected = new ArrayList<>();
    try (OpenSpool open = new OpenSpool(disk.resolve("spool"), new DataSize(1L << 30))) {
      Path ballast = disk.resolve("ballast");
      Files.write(ballast, new byte[(int) (disk.toFile().getUsableSpace() - LEFT)]);
      long counter = 0;
      while (counter < MOST && open.append(0, counter).join().isEmpty()) {
        expected.add(counter++);
      }
      assertThat(counter).isLessThan(MOST);
      assertThat(open.spool.hasRoom()).isFalse();

      List<SpooledEvent> drained = open.spool.read(0, 10, Long.MAX_VALUE);
      assertThat(OpenSpool.counters(drained)).isEqualTo(expected.subList(0, 10));
      open.spool.remove(drained);
      expected.subList(0, 10).clear();
      assertThat(open.read(0, 1)).containsExactly(10L);

      Files.delete(ballast);
      await().atMost(Duration.ofSeconds(60)).until(open.spool::hasRoom);
      assertThat(open.append(0, MOST).join()).isEmpty();
      expected.add((long) MOST);
    }
    try (OpenSpool open = new OpenSpool(disk.resolve("spool"))) {
      assertThat(open.drain(0)).containsSubsequence(expected).startsWith(10L);
    }
  }

  private static boolean run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start()
        .waitFor() == 0;
  }
}

package io.playhead.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The disk of the spool is full, or the spool has reached its limit, or its end is gone. */
@Tag("slow")
@ExtendWith(FaultExtension.class)
@Execution(ExecutionMode.SAME_THREAD)
class SpoolFaultsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int BLOCK = 4096;

  @Test
  void aFullDiskIsRefusedAndLosesNothing(Deployment deployment, @TempDir Path directory) throws Exception {
    diskFull(deployment, directory, Duration.ofSeconds(1));
  }

  @Test
  @Tag("faults")
  void aDiskThatIsFullForAMinuteIsRefusedAndLosesNothing(Deployment deployment, @TempDir Path directory)
      throws Exception {
    diskFull(deployment, directory, Duration.ofSeconds(60));
  }

  @Test
  void aFullSpoolIsRefusedAndLosesNothing(Deployment deployment) throws Exception {
    assumeFalse(SmallDisk.canMount(), "a full spool is passed over, because a full disk shows the same");
    spoolFull(deployment, Duration.ofSeconds(1));
  }

  @Test
  @Tag("faults")
  void aSpoolThatIsFullForAMinuteIsRefusedAndLosesNothing(Deployment deployment) throws Exception {
    spoolFull(deployment, Duration.ofSeconds(60));
  }

  @Test
  void aSpoolWithoutItsLastBlockHasAllThatWasAnswered(Deployment deployment) throws Exception {
    lastBlockDeleted(deployment, Duration.ofSeconds(2));
  }

  @Test
  @Tag("faults")
  void aSpoolOfAMinuteWithoutItsLastBlockHasAllThatWasAnswered(Deployment deployment) throws Exception {
    lastBlockDeleted(deployment, Duration.ofSeconds(60));
  }

  private static void diskFull(Deployment deployment, Path directory, Duration time) throws Exception {
    assumeTrue(SmallDisk.canMount(), "a full disk is passed over, because only root can mount a small one");
    try (SmallDisk disk = SmallDisk.mount(directory);
        Gateway gateway = deployment.gateway("disk-full", disk.path(), Map.of())) {
      gateway.start();
      Outcome outcome = deployment.play("disk full for " + time.toSeconds() + " s while Kafka is away", gateway, () -> {
        deployment.cluster().network().cut();
        awaitState(gateway, "refusing");
        Deployment.time(time);
        disk.grow();
        deployment.cluster().network().heal();
      });
      outcome.assertEveryPromiseHeld();
      assertThat(outcome.refused()).isPositive();
    }
  }

  private static void spoolFull(Deployment deployment, Duration time) throws Exception {
    try (Gateway gateway = deployment.gateway("spool-full", Map.of(), "spool.maxBytes=64KiB")) {
      gateway.start();
      Outcome outcome = deployment.play("spool full for " + time.toSeconds() + " s", gateway, () -> {
        deployment.cluster().network().cut();
        awaitState(gateway, "refusing");
        Deployment.time(time);
        deployment.cluster().network().heal();
      });
      outcome.assertEveryPromiseHeld();
      assertThat(outcome.refused()).isPositive();
    }
  }

  private static void lastBlockDeleted(Deployment deployment, Duration time) throws Exception {
    Gateway gateway = deployment.gateway();
    Outcome outcome = deployment.play("last block of a spool of " + time.toSeconds() + " s deleted", () -> {
      deployment.cluster().network().cut();
      Deployment.time(time);
      gateway.kill();
      cutLastBlock(gateway.data().resolve("spool"));
      gateway.start();
      deployment.cluster().network().heal();
    });
    outcome.assertEveryPromiseHeld();
    assertThat(outcome.refused()).isZero();
  }

  private static void cutLastBlock(Path spool) throws IOException {
    try (Stream<Path> files = Files.walk(spool)) {
      Path newest =
          files.filter(Files::isRegularFile).max(Comparator.comparing(SpoolFaultsTest::written)).orElseThrow();
      try (FileChannel channel = FileChannel.open(newest, StandardOpenOption.WRITE)) {
        channel.truncate(channel.size() - BLOCK);
      }
    }
  }

  private static FileTime written(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void awaitState(Gateway gateway, String state) {
    Awaitility.await().atMost(PATIENCE).until(() -> gateway.state().startsWith(state));
  }
}

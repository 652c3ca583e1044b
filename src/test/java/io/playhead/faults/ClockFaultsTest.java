package io.playhead.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The clock of a gateway's machine is set ahead and back, while Kafka is there and while it is away. */
@Tag("slow")
@ExtendWith(FaultExtension.class)
@Execution(ExecutionMode.SAME_THREAD)
class ClockFaultsTest {
  @Test
  void aClockThatStepsCostsNothing(Deployment deployment, @TempDir Path directory) throws Exception {
    clockSteps(deployment, directory, "clock 1 h ahead and back", clock -> {
      step(clock, "+1h");
      step(clock, "+0");
    });
  }

  @Test
  @Tag("faults")
  void aClockThatStepsBackWhileKafkaIsAwayCostsNothing(Deployment deployment, @TempDir Path directory)
      throws Exception {
    Network network = deployment.cluster().network();
    clockSteps(deployment, directory, "clock 1 h ahead, and back while Kafka is away", clock -> {
      step(clock, "+1h");
      network.cut();
      step(clock, "+0");
      network.heal();
    });
  }

  /** What happens to the clock, whose offset is in that file. */
  private interface Steps {
    void happen(Path clock) throws IOException;
  }

  private static void clockSteps(Deployment deployment, Path directory, String name, Steps steps) throws Exception {
    Optional<Path> library = fakeTime();
    assumeTrue(library.isPresent(), "clock steps are passed over, because libfaketime is not installed");
    Path clock = Files.writeString(directory.resolve("clock"), "+0\n");
    // Only the clock of the wall steps, and it is looked up each second; with the "fix" timed waits of a JVM spin.
    Map<String, String> environment = Map.of("LD_PRELOAD", library.get().toString(), "FAKETIME_TIMESTAMP_FILE",
        clock.toString(), "FAKETIME_CACHE_DURATION", "1", "FAKETIME_DONT_FAKE_MONOTONIC", "1",
        "FAKETIME_FORCE_MONOTONIC_FIX", "0");
    try (Gateway gateway = deployment.gateway("clock", environment)) {
      gateway.start();
      Outcome outcome = deployment.play(name, gateway, () -> steps.happen(clock));
      outcome.assertEveryPromiseHeld();
      assertThat(outcome.refused()).isZero();
    }
  }

  private static void step(Path clock, String offset) throws IOException {
    Files.writeString(clock, offset + "\n");
    Deployment.time(Duration.ofSeconds(2));
  }

  /** Where Debian's package {@code libfaketime} puts it, on any processor. */
  private static Optional<Path> fakeTime() throws IOException {
    try (Stream<Path> libraries = Files.find(Path.of("/usr/lib"), 3,
        (file, attributes) -> file.endsWith("faketime/libfaketimeMT.so.1"))) {
      return libraries.findFirst();
    }
  }
}

package io.playhead.eventlog;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.playhead.config.ConfigLoader;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the log of refused bodies holds in memory while its thread does not get to it. It has no Kafka here: what it sends fails. */
@ExtendWith(VertxExtension.class)
class RejectedLogTest {
  private static final int MIB = 1 << 20;

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final CountDownLatch busy = new CountDownLatch(1);
  private RejectedLog log;

  @BeforeEach
  void keepItsThreadBusy(Vertx vertx) {
    log = new RejectedLog(vertx, "rejected",
        new EventProducers(vertx, ConfigLoader.defaults(), meters).forRejected(), 1_000, System::nanoTime, meters);
    vertx.createSharedWorkerExecutor("rejected-log", 1).executeBlocking(() -> {
      busy.await();
      return null;
    });
  }

  @AfterEach
  void letItGo() {
    busy.countDown();
  }

  @Test
  void bodiesOf8MiBWaitAtMost() {
    offer(20, MIB);

    assertThat(count("capped")).isEqualTo(12);
  }

  @Test
  void ofSmallBodiesAHundredWaitAtMost() {
    offer(150, 10);

    assertThat(count("capped")).isEqualTo(50);
  }

  @Test
  void whenTheyAreThroughThereIsRoomAgain() {
    offer(8, MIB);
    busy.countDown();
    Awaitility.await().until(() -> count("failed") == 8);
    Awaitility.await().until(() -> {
      offer(1, MIB);
      return count("failed") > 8;
    });
  }

  private void offer(int times, int bytes) {
    for (int i = 0; i < times; i++) {
      log.offer(new Rejection(Rejection.Reason.INVALID, Optional.empty(), Optional.empty(), Optional.empty(),
          Optional.empty(), new byte[bytes]));
    }
  }

  private double count(String outcome) {
    return meters.get("playhead.rejected").tag("outcome", outcome).counter().count();
  }
}

package io.playhead.gateway;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("it blocks an event loop, which others watch")
class EventLoopWatchTest {
  private static final VertxOptions STRICT = new VertxOptions()
      .setMaxEventLoopExecuteTimeUnit(TimeUnit.MILLISECONDS).setMaxEventLoopExecuteTime(10)
      .setWarningExceptionTimeUnit(TimeUnit.MILLISECONDS).setWarningExceptionTime(20)
      .setBlockedThreadCheckIntervalUnit(TimeUnit.MILLISECONDS).setBlockedThreadCheckInterval(10);

  @Test
  void aBlockedEventLoopFailsTheTest() throws Exception {
    Vertx vertx = Vertx.vertx(STRICT);
    EventLoopWatch watch = EventLoopWatch.begin();
    CountDownLatch found = new CountDownLatch(1);
    vertx.runOnContext(v -> awaitUninterrupted(found));
    Awaitility.await().pollInterval(Duration.ofMillis(5)).until(() -> !watch.blocked().isEmpty());
    found.countDown();

    assertThatThrownBy(watch::end).isInstanceOf(AssertionError.class).hasMessageContaining("awaitUninterrupted");
    TestGateway.await(vertx.close());
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

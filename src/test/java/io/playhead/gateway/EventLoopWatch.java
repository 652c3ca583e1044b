package io.playhead.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import io.vertx.core.internal.threadchecker.BlockedThreadChecker;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/**
 * Notes when Vert.x finds that something has blocked an event loop.
 *
 * <p>The limit is five seconds in one handler, beyond which Vert.x gives the stack with its warning. Its first warning, at two,
 * also comes where nothing blocks: loading classes took a handler three seconds on a machine with ten times more to do than
 * cores. What really blocks, such as a wait for Kafka or for a name, takes longer than five.
 */
final class EventLoopWatch extends AppenderBase<ILoggingEvent> {
  private final Logger checker = (Logger) LoggerFactory.getLogger(BlockedThreadChecker.LOGGER_NAME);
  private final List<String> blocked = new CopyOnWriteArrayList<>();

  /** A watch over all event loops of this process, from now on. */
  static EventLoopWatch begin() {
    EventLoopWatch watch = new EventLoopWatch();
    watch.start();
    // Whatever another test has set up for the log of the process.
    watch.checker.setLevel(Level.WARN);
    watch.checker.addAppender(watch);
    return watch;
  }

  /** What was found so far. */
  List<String> blocked() {
    return List.copyOf(blocked);
  }

  /** Ends the watch, and fails if an event loop was blocked. */
  void end() {
    checker.detachAppender(this);
    stop();
    assertThat(blocked).as("blocked event loops").isEmpty();
  }

  @Override
  protected void append(ILoggingEvent warning) {
    IThrowableProxy stack = warning.getThrowableProxy();
    String message = warning.getFormattedMessage();
    if (stack != null && message.contains("eventloop")) {
      blocked.add(message + ": " + ThrowableProxyUtil.asString(stack));
    }
  }
}

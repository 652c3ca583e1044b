package io.playhead.ops;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import io.playhead.config.LogFormat;
import io.playhead.config.LoggingConfig;
import java.util.List;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** Sets up log lines: on standard error, because standard output belongs to what a command prints. */
public final class Logging {
  private static final String TEXT = "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level %logger{0} - %msg%n";

  /** Libraries that tell at INFO of each client made, of its whole configuration, and of each connection. */
  private static final List<String> CHATTY = List.of("org.apache.kafka", "kafka", "state.change.logger", "io.netty");

  /**
   * Those that warn of the normal course: each attempt to reach a broker that is down, each start of a new one and the
   * topics it makes for itself, a setting of Kafka Streams' that nothing here uses, each listener that shares a gauge
   * with another (Vert.x adds them up itself).
   */
  private static final List<String> ALARMIST = List.of("org.apache.kafka.clients.NetworkClient",
      "org.apache.kafka.controller", "org.apache.kafka.raft", "kafka.server.DefaultAutoTopicCreationManager",
      "org.apache.kafka.streams.StreamsConfig", "io.micrometer.core.instrument.MeterRegistry");

  private Logging() {}

  /** Replaces the process's log set-up by the configured one. */
  public static void configure(LoggingConfig config) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    Level level = Level.valueOf(config.level().name());
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.setLevel(level);
    root.addAppender(appender(context, encoder(context, config.format())));
    Level quiet = level.isGreaterOrEqual(Level.WARN) ? level : Level.WARN;
    CHATTY.forEach(name -> context.getLogger(name).setLevel(quiet));
    ALARMIST.forEach(name -> context.getLogger(name).setLevel(Level.ERROR));
    takeOverJavaUtilLogging();
  }

  private static void takeOverJavaUtilLogging() {
    if (!SLF4JBridgeHandler.isInstalled()) {
      SLF4JBridgeHandler.removeHandlersForRootLogger();
      SLF4JBridgeHandler.install();
    }
  }

  private static ConsoleAppender<ILoggingEvent> appender(LoggerContext context, Encoder<ILoggingEvent> encoder) {
    var appender = new ConsoleAppender<ILoggingEvent>();
    appender.setContext(context);
    appender.setTarget("System.err");
    appender.setEncoder(encoder);
    appender.start();
    return appender;
  }

  private static Encoder<ILoggingEvent> encoder(LoggerContext context, LogFormat format) {
    if (format == LogFormat.JSON) {
      var json = new JsonLogEncoder();
      json.setContext(context);
      json.start();
      return json;
    }
    var text = new PatternLayoutEncoder();
    text.setContext(context);
    text.setPattern(TEXT);
    text.start();
    return text;
  }
}

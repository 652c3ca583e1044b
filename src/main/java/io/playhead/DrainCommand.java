package io.playhead;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.playhead.config.PlayheadConfig;
import io.playhead.eventlog.EventLog;
import io.playhead.eventlog.EventLogState;
import io.playhead.eventlog.RunningEventLog;
import io.vertx.core.Vertx;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * Brings the spool of a gateway that is gone to Kafka, and ends when it is empty. While Kafka is away it waits; ended
 * before, it has lost nothing.
 */
@Command(name = "drain", description = "Brings the events in the spool of a gateway that is gone to Kafka.")
final class DrainCommand implements Callable<Integer> {
  private static final long LOOK_EVERY_MILLIS = 200;

  @Mixin
  private final ConfigOptions options;

  @Spec
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  private CommandSpec spec;

  DrainCommand(ConfigOptions options) {
    this.options = options;
  }

  @Override
  public Integer call() throws InterruptedException {
    PlayheadConfig config = options.load();
    Path directory = RunningEventLog.directory(config);
    PrintWriter out = spec.commandLine().getOut();
    if (!Files.isDirectory(directory)) {
      out.println("There is no spool in " + directory);
      return ExitCode.OK;
    }
    Vertx vertx = Vertx.vertx();
    try {
      new TopicsGate(vertx, config).await();
      RunningEventLog events = RunningEventLog.openToDrain(vertx, config, new SimpleMeterRegistry());
      out.println("Draining " + events.log().spooledEvents() + " events from " + directory);
      out.flush();
      events.start().await();
      awaitEmpty(events.log());
      events.stop().await();
      out.println("The spool is empty");
      return ExitCode.OK;
    } finally {
      vertx.close().await();
    }
  }

  private static void awaitEmpty(EventLog log) throws InterruptedException {
    while (log.state() != EventLogState.LIVE) {
      TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
    }
  }
}

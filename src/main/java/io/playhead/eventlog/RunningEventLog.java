package io.playhead.eventlog;

import io.micrometer.core.instrument.MeterRegistry;
import io.playhead.config.ConfigException;
import io.playhead.config.DataSize;
import io.playhead.config.GatewayConfig;
import io.playhead.config.PlayheadConfig;
import io.playhead.config.SpoolConfig;
import io.playhead.eventlog.spool.Spool;
import io.playhead.eventlog.spool.SpoolException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** An {@link EventLog} and all that runs for it: producers, spool, drain, ticks, watch. */
public final class RunningEventLog {
  private static final Duration KAFKA_IS_HERE_WITHIN = Duration.ofSeconds(5);
  private static final long LOOK_EVERY_MILLIS = 20;
  private static final String SPOOL = "spool";
  private static final DataSize ALL_THERE_IS = new DataSize(Long.MAX_VALUE);
  private static final Duration FOR_EVER = Duration.ofDays(36_500);

  private final Vertx vertx;
  private final MeterRegistry meters;
  private final EventProducer producer;
  private final Optional<Spool> spool;
  private final Optional<Draining> draining;
  private final EventLog log;
  private final List<String> deployed = new CopyOnWriteArrayList<>();

  /** A drain and its producer. */
  private record Draining(Drain drain, EventProducer producer) {}

  private RunningEventLog(Vertx vertx, PlayheadConfig config, Optional<Spool> spool, MeterRegistry meters) {
    this.vertx = vertx;
    this.meters = meters;
    this.spool = spool;
    String topic = new Topics(config.topics()).events().name();
    GatewayConfig gateway = config.gateway();
    EventProducers producers = new EventProducers(vertx, config, meters);
    this.producer = spool.isPresent() ? producers.forSpooledEvents() : producers.forEvents();
    this.log = new EventLog(topic, config.topics().partitions(), producer, spool,
        new EventLogLimits(gateway.maxPendingAppends(), gateway.ackTimeout()), System::nanoTime, meters);
    this.draining = spool.map(kept -> {
      EventProducer own = producers.forDrain();
      return new Draining(new Drain(log, kept, own, config.spool().drainPerSecond(), meters), own);
    });
  }

  /**
   * Opens the spool, if the configuration has one. Blocks while it is recovered.
   *
   * @throws ConfigException if the spool cannot be opened, is in use, or belongs to another topic
   */
  public static RunningEventLog open(Vertx vertx, PlayheadConfig config, MeterRegistry meters) {
    Optional<Spool> spool =
        config.spool().isOn() ? Optional.of(openSpool(config, config.spool(), meters)) : Optional.empty();
    return new RunningEventLog(vertx, config, spool, meters);
  }

  /** Opens the spool, whether the configuration has one or not. Otherwise as {@link #open}. */
  public static RunningEventLog openToDrain(Vertx vertx, PlayheadConfig config, MeterRegistry meters) {
    SpoolConfig boundless = new SpoolConfig(ALL_THERE_IS, FOR_EVER, config.spool().drainPerSecond());
    return new RunningEventLog(vertx, config, Optional.of(openSpool(config, boundless, meters)), meters);
  }

  private static Spool openSpool(PlayheadConfig config, SpoolConfig bounds, MeterRegistry meters) {
    try {
      return Spool.open(directory(config), bounds, new Topics(config.topics()).events().name(),
          config.topics().partitions(), InstantSource.system(), meters);
    } catch (SpoolException e) {
      throw new ConfigException(List.of("data.dir: " + e.getMessage()));
    }
  }

  /** Where the spool is. */
  public static Path directory(PlayheadConfig config) {
    return Path.of(config.data().dir()).resolve(SPOOL);
  }

  /** The log; it may be used once this is started. */
  public EventLog log() {
    return log;
  }

  /**
   * Starts everything but the ticks. With a spool it is done after some seconds at the latest, with or without Kafka;
   * without one it waits for Kafka as long as it takes. Fails if Kafka's client refuses its settings.
   */
  public Future<Void> start() {
    Future<Void> made = producer.start();
    if (draining.isEmpty()) {
      return made.compose(v -> producer.ready()).compose(v -> watch());
    }
    Draining beside = draining.get();
    return made.compose(v -> beside.producer.start())
        .onSuccess(v -> beside.drain.start())
        .compose(v -> settled())
        .compose(v -> watch());
  }

  /** Starts the ticks (media-metrics §1). */
  public Future<Void> startTicks() {
    return vertx.deployVerticle(new Ticks(log, meters)).map(this::remember);
  }

  /** Lets what Kafka was given end, and stops. What is in the spool stays there for the next start. */
  public Future<Void> stop() {
    return log.flush()
        .eventually(() -> Future.join(deployed.stream().map(vertx::undeploy).toList()))
        .eventually(this::closeDrain)
        .eventually(() -> producer.close(Duration.ZERO))
        .eventually(() -> vertx.executeBlocking(this::closeSpool));
  }

  private Future<Void> watch() {
    return vertx.deployVerticle(new EventLogWatch(log)).map(this::remember);
  }

  private Void remember(String deployment) {
    deployed.add(deployment);
    return null;
  }

  /** Done when Kafka takes events, be it only those of the spool, or has had time to. */
  private Future<Void> settled() {
    Promise<Void> settled = Promise.promise();
    long look = vertx.setPeriodic(LOOK_EVERY_MILLIS, timer -> {
      if (log.state() == EventLogState.LIVE || (log.state() == EventLogState.DRAINING && log.spooledEvents() > 0)) {
        settled.tryComplete();
      }
    });
    vertx.setTimer(KAFKA_IS_HERE_WITHIN.toMillis(), timer -> settled.tryComplete());
    return settled.future().onComplete(done -> vertx.cancelTimer(look));
  }

  private Future<Void> closeDrain() {
    if (draining.isEmpty()) {
      return Future.succeededFuture();
    }
    return vertx.<Void>executeBlocking(() -> {
      draining.get().drain.close();
      return null;
    }).compose(closed -> draining.get().producer.close(Duration.ZERO));
  }

  private Void closeSpool() throws SpoolException {
    if (spool.isPresent()) {
      spool.get().close();
    }
    return null;
  }
}

package io.playhead;

import io.micrometer.core.instrument.MeterRegistry;
import io.playhead.config.PlayheadConfig;
import io.playhead.ops.Health;
import io.playhead.ops.Health.Status;
import io.playhead.reports.ReportsVerticle;
import io.playhead.reports.store.Ingest;
import io.playhead.reports.store.ReportStore;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reports: the store, what fills it from Kafka, and the server of its queries and its page.
 *
 * <p>It is ready while it listens, also when Kafka is away: what is in the store can be asked for.
 */
public final class ReportsRole implements Role {
  private final Vertx vertx;
  private final PlayheadConfig config;
  private final MeterRegistry meters;
  private final Promise<Void> failure = Promise.promise();
  private volatile Optional<Running> running = Optional.empty();
  private volatile @Nullable String deployment;
  private volatile int port;

  /** What is open between start and stop. */
  private record Running(ReportStore store, Ingest ingest) {}

  /** Prepares it and adds its checks; {@link #start} starts it. */
  public ReportsRole(Vertx vertx, PlayheadConfig config, MeterRegistry meters, Health health) {
    this.vertx = vertx;
    this.config = config;
    this.meters = meters;
    health.addReady("reports", this::status);
  }

  private Status status() {
    return deployment == null
        ? Status.down("starting")
        : running.map(open -> Status.up(open.ingest().state().detail())).orElseGet(() -> Status.down("stopped"));
  }

  /** Fails if the store cannot be opened. */
  @Override
  public Future<Void> start() {
    return vertx.executeBlocking(this::open).onSuccess(open -> running = Optional.of(open))
        .compose(this::serve);
  }

  private Future<Void> serve(Running open) {
    ReportsVerticle verticle = new ReportsVerticle(config, open.store(), InstantSource.system(), meters);
    return vertx.deployVerticle(verticle).map(deployed -> {
      port = verticle.port();
      deployment = deployed;
      return null;
    });
  }

  /** The port it listens on, once started: as configured, or the free one that was taken. */
  public int port() {
    return port;
  }

  private Running open() {
    ReportStore store = ReportStore.open(Path.of(config.data().dir(), "reports"), config.reports());
    Ingest ingest = new Ingest(store, config, meters, InstantSource.system(), failure::tryFail);
    ingest.start();
    return new Running(store, ingest);
  }

  /** Ends the answers that are under way, then commits what is read. */
  @Override
  public Future<Void> stop() {
    String deployed = deployment;
    Future<Void> served = deployed == null ? Future.succeededFuture() : vertx.undeploy(deployed);
    return served.eventually(() -> running.map(this::close).orElseGet(Future::succeededFuture));
  }

  private Future<Void> close(Running open) {
    return vertx.executeBlocking(() -> {
      open.ingest().stop();
      open.store().close();
      return null;
    });
  }

  @Override
  public Future<Void> failure() {
    return failure.future();
  }
}

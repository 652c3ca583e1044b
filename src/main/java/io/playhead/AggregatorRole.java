package io.playhead;

import io.micrometer.core.instrument.MeterRegistry;
import io.playhead.aggregator.AggregatorMetrics;
import io.playhead.aggregator.AggregatorStatus;
import io.playhead.aggregator.AggregatorVerticle;
import io.playhead.aggregator.LiveSessionsHandler;
import io.playhead.config.PlayheadConfig;
import io.playhead.ops.Health;
import io.playhead.ops.Health.Status;
import io.playhead.tracing.Tracing;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * An aggregator: the topology that folds events into reports, and the route that shows a live session.
 *
 * <p>Its check of readiness is up while it processes its partitions; its check of liveness goes down when its threads
 * die again and again, or one of them hangs.
 */
public final class AggregatorRole implements Role {
  private final Vertx vertx;
  private final AggregatorVerticle aggregator;
  private final AggregatorStatus status;
  private final Optional<Tracing> tracing;
  private final Promise<Void> failure = Promise.promise();
  private @Nullable String deployment;

  /** Prepares an aggregator and adds its checks; {@link #start} starts it. */
  public AggregatorRole(Vertx vertx, PlayheadConfig config, MeterRegistry meters, Health health) {
    this.vertx = vertx;
    this.status = new AggregatorStatus(System::nanoTime, LockSupport::parkNanos, failure::tryFail);
    this.tracing = config.tracing().isOn()
        ? Optional.of(new Tracing(config.tracing(), "playhead-aggregator"))
        : Optional.empty();
    this.aggregator = new AggregatorVerticle(config, meters, new AggregatorMetrics(meters, InstantSource.system()),
        status, tracing);
    health.addLive("aggregator", () -> new Status(status.isAlive(), status.detail()));
    health.addLive("aggregator-threads",
        () -> aggregator.hangs() ? Status.down("one hangs") : Status.up("none hangs"));
    health.addReady("aggregator", () -> new Status(status.isRunning(), status.detail()));
  }

  /** Adds {@code GET /sessions/{sid}}. */
  @Override
  public void addRoutes(Router management) {
    management.get(LiveSessionsHandler.PATH).handler(new LiveSessionsHandler(aggregator::sessions));
  }

  /**
   * Done when it has joined the others; it may take partitions later. Waits for Kafka as long as it takes, and fails
   * if the topics are not as they should be.
   */
  @Override
  public Future<Void> start() {
    return vertx.deployVerticle(aggregator).map(deployed -> {
      deployment = deployed;
      return null;
    });
  }

  /** Commits what is done and gives up its partitions. */
  @Override
  public Future<Void> stop() {
    Future<Void> stopped = deployment == null ? Future.succeededFuture() : vertx.undeploy(deployment);
    return stopped.compose(done -> tracing.map(this::close).orElseGet(Future::succeededFuture));
  }

  private Future<Void> close(Tracing traces) {
    return vertx.executeBlocking(() -> {
      traces.close();
      return null;
    });
  }

  @Override
  public Future<Void> failure() {
    return failure.future();
  }
}

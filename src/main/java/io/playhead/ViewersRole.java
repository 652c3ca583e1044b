package io.playhead;

import io.micrometer.core.instrument.MeterRegistry;
import io.playhead.config.PlayheadConfig;
import io.playhead.dev.SimulationSettings;
import io.playhead.dev.Viewers;
import io.playhead.ops.Health;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import org.jspecify.annotations.Nullable;

/** The simulated viewers of {@code dev}, if any are configured; they call the gateway of this process over HTTP. */
final class ViewersRole implements Role {
  private final Vertx vertx;
  private final PlayheadConfig config;
  private @Nullable String deployment;

  ViewersRole(Vertx vertx, PlayheadConfig config, MeterRegistry meters, Health health) {
    this.vertx = vertx;
    this.config = config;
  }

  @Override
  public Future<Void> start() {
    if (config.dev().viewers() == 0) {
      return Future.succeededFuture();
    }
    SimulationSettings settings = SimulationSettings.of(config.dev(), "localhost", config.http().port());
    return vertx.deployVerticle(Viewers.endless(settings)).map(deployed -> {
      deployment = deployed;
      return null;
    });
  }

  @Override
  public Future<Void> stop() {
    return deployment == null ? Future.succeededFuture() : vertx.undeploy(deployment);
  }
}

package io.playhead.aggregator;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.playhead.AggregatorRole;
import io.playhead.config.ConfigLoader;
import io.playhead.config.PlayheadConfig;
import io.playhead.ops.Health;
import io.playhead.ops.ManagementVerticle;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** An aggregator with its management server, in this process. */
final class TestAggregator {
  private static final int PATIENCE_SECONDS = 60;

  private final Vertx vertx = Vertx.vertx();
  private final Health health = new Health();
  private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final AggregatorRole role;
  private final ManagementVerticle management;

  private TestAggregator(PlayheadConfig config) {
    role = new AggregatorRole(vertx, config, meters, health);
    management = new ManagementVerticle(config.management(), health, meters, role::addRoutes, Duration.ZERO);
  }

  /** Its management server only. */
  static TestAggregator prepare(String... assignments) throws Exception {
    TestAggregator aggregator = new TestAggregator(ConfigLoader.defaults(assignments));
    await(aggregator.vertx.deployVerticle(aggregator.management));
    return aggregator;
  }

  /** Starts one with those assignments; it may take partitions later. */
  static TestAggregator start(String... assignments) throws Exception {
    TestAggregator aggregator = prepare(assignments);
    await(aggregator.start());
    return aggregator;
  }

  Future<Void> start() {
    return role.start();
  }

  /** How many partitions it processes. */
  int partitions() {
    return meters.find("playhead.aggregator.lag").gauges().size();
  }

  boolean isReady() {
    return health.ready().up();
  }

  Health health() {
    return health;
  }

  int port() {
    return management.port();
  }

  PrometheusMeterRegistry meters() {
    return meters;
  }

  void stop() throws Exception {
    await(role.stop());
    await(vertx.close());
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }
}

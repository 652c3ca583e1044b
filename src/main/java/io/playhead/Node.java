package io.playhead;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.playhead.config.ConfigException;
import io.playhead.config.PlayheadConfig;
import io.playhead.gateway.GuardedTransport;
import io.playhead.ops.Health;
import io.playhead.ops.ManagementVerticle;
import io.playhead.ops.Metrics;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/**
 * A process that runs roles until it is told to end: Vert.x, the management server, and the roles of one command.
 *
 * <p>On SIGTERM it stops the roles, each within its own bounds, and ends with exit code 0.
 */
final class Node {
  private static final Logger LOG = LoggerFactory.getLogger(Node.class);
  private static final Duration USUAL_START = Duration.ofSeconds(5);
  private static final Duration STOP_BOUND = Duration.ofMinutes(2);

  private final PlayheadConfig config;
  private final PrometheusMeterRegistry meters = Metrics.registry();
  private final Health health = new Health();
  private final Vertx vertx;
  private final List<Role> roles;
  private final ManagementVerticle management;
  private final Runnable afterwards;
  private volatile int exitCode = CommandLine.ExitCode.OK;

  /**
   * A node that is not yet started.
   *
   * @param factories make the roles, in the order in which they start; they stop in reverse
   * @param afterwards is run when all has stopped
   */
  Node(PlayheadConfig config, List<RoleFactory> factories, Runnable afterwards) {
    this.config = config;
    this.vertx =
        Metrics.vertx(new VertxOptions().setEventLoopPoolSize(config.http().eventLoopCount()).setDisableTCCL(true),
            GuardedTransport.create(config.http().requestTimeout()), meters);
    this.roles = factories.stream().map(factory -> factory.create(vertx, config, meters, health)).toList();
    this.management = new ManagementVerticle(config.management(), health, meters,
        router -> roles.forEach(role -> role.addRoutes(router)), USUAL_START);
    this.afterwards = afterwards;
  }

  /**
   * Starts everything and then waits until the process ends or a role has stopped for good; returns only by an
   * exception.
   *
   * @param started is run when all roles are
   * @throws ConfigException if the topics are not as configured
   */
  void run(Runnable started) throws InterruptedException {
    Thread onTerm = new Thread(this::stopAndHalt, "stop");
    Runtime.getRuntime().addShutdownHook(onTerm);
    Optional<Future<Void>> topics = Optional.empty();
    try {
      topics = Optional.of(start());
    } finally {
      if (topics.isEmpty()) {
        Runtime.getRuntime().removeShutdownHook(onTerm);
        afterwards.run();
      }
    }
    started.run();
    end(awaitFailure(topics.get()));
  }

  private Throwable awaitFailure(Future<Void> topics) {
    CompletableFuture<Throwable> failed = new CompletableFuture<>();
    topics.onFailure(failed::complete);
    roles.forEach(role -> role.failure().onFailure(failed::complete));
    return failed.join();
  }

  private void end(Throwable failure) {
    if (failure instanceof ConfigException configuration) {
      configuration.problems().forEach(LOG::error);
      exitCode = CommandLine.ExitCode.USAGE;
    } else {
      LOG.error("Ending, because a part has stopped for good", failure);
      exitCode = CommandLine.ExitCode.SOFTWARE;
    }
    Runtime.getRuntime().exit(exitCode);
  }

  /**
   * The management server comes first, so that probes are answered while Kafka is waited for.
   *
   * @return fails if the topics are found wrong after the start
   */
  private Future<Void> start() {
    vertx.deployVerticle(management).await();
    Future<Void> topics = passGate();
    for (Role role : roles) {
      role.start().await();
    }
    return topics;
  }

  private Future<Void> passGate() {
    TopicsGate gate = new TopicsGate(vertx, config);
    if (!roles.stream().allMatch(Role::startsWithoutKafka)) {
      gate.await();
      return Future.succeededFuture();
    }
    return gate.tryOnce() ? Future.succeededFuture() : gate.watch();
  }

  private void stopAndHalt() {
    LOG.info("Stopping");
    management.end();
    roles.reversed().forEach(role -> await(role.stop()));
    await(vertx.close());
    afterwards.run();
    LOG.info("Stopped");
    // A shutdown by a signal would end with 143, which a supervisor takes for a failure.
    Runtime.getRuntime().halt(exitCode);
  }

  /** One part that does not stop in time must not keep the others from stopping. */
  private static void await(Future<?> stopped) {
    try {
      stopped.await(STOP_BOUND.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      LOG.error("Still not stopped after {} s, going on", STOP_BOUND.toSeconds());
    } catch (RuntimeException e) {
      LOG.error("Did not stop cleanly", e);
    }
  }

  /** Makes a role of what the process has. */
  interface RoleFactory {
    Role create(Vertx vertx, PlayheadConfig config, PrometheusMeterRegistry meters, Health health);
  }
}

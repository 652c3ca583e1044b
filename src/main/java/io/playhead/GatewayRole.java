package io.playhead;

import io.micrometer.core.instrument.MeterRegistry;
import io.playhead.config.PlayheadConfig;
import io.playhead.config.ValidationConfig;
import io.playhead.eventlog.EventLog;
import io.playhead.eventlog.EventProducer;
import io.playhead.eventlog.RejectedLog;
import io.playhead.eventlog.Ticks;
import io.playhead.eventlog.Topics;
import io.playhead.gateway.ClosedSessionsReader;
import io.playhead.gateway.GatewayMetrics;
import io.playhead.gateway.GatewayResources;
import io.playhead.gateway.GatewayVerticle;
import io.playhead.gateway.InFlight;
import io.playhead.ops.Health;
import io.playhead.ops.Health.Status;
import io.playhead.sessionid.ClosedSessions;
import io.playhead.sessionid.SessionKey;
import io.playhead.validation.EventSchemas;
import io.playhead.validation.JsonLimits;
import io.playhead.validation.NetworkntValidator;
import io.playhead.validation.UnknownParams;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.jspecify.annotations.Nullable;

/**
 * A gateway: the HTTP server on every event loop, and beside it the ticks and the reader of closed sessions.
 *
 * <p>Its checks make {@code /health/ready} 200 only while the brokers acknowledge, once the closed sessions are known and the
 * server listens, and until it drains.
 */
public final class GatewayRole implements Role {
  /** Ticks are due every second and fail after the acknowledgement time-out; beyond both, the brokers are away. */
  private static final Duration BETWEEN_TICKS = Duration.ofSeconds(2);

  private final Vertx vertx;
  private final PlayheadConfig config;
  private final MeterRegistry meters;
  private final Topics topics;
  private final ClosedSessions closed;
  private final ClosedSessionsReader closedReader;
  private final EventProducer producer;
  private final EventProducer rejectedProducer;
  private final EventLog eventLog;
  private volatile State state = State.STARTING;
  private final List<GatewayVerticle> servers = new CopyOnWriteArrayList<>();
  private final List<String> beside = new CopyOnWriteArrayList<>();
  private @Nullable String deployment;

  private enum State {
    STARTING,
    LISTENING,
    DRAINING
  }

  /** Prepares a gateway and adds its checks; {@link #start} starts it. */
  public GatewayRole(Vertx vertx, PlayheadConfig config, MeterRegistry meters, Health health) {
    this.vertx = vertx;
    this.config = config;
    this.meters = meters;
    this.topics = new Topics(config.topics());
    this.closed = new ClosedSessions(config.session().maxClosed());
    this.closedReader =
        new ClosedSessionsReader(topics.closed().name(), consumerSettings(), closed);
    this.producer = EventProducer.forEvents(vertx, topics.events().name(), config.kafka(), config.gateway(),
        config.topics().maxRecord(), meters);
    this.rejectedProducer = EventProducer.forRejected(vertx, topics.rejected().name(), config.kafka(),
        config.topics().maxRecord(), meters);
    this.eventLog = new EventLog(topics.events().name(), config.topics().partitions(), producer,
        config.gateway().maxPendingAppends(), System::nanoTime, meters);
    health.addReady("listener", this::listener);
    health.addReady("event-log", this::acknowledging);
    health.addReady("closed-sessions", this::closedSessions);
  }

  @Override
  public Future<Void> start() {
    GatewayResources resources = resources();
    return vertx.deployVerticle(closedReader)
        .onSuccess(beside::add)
        .compose(deployed -> Future.join(producer.ready(), rejectedProducer.ready()))
        .compose(ready -> vertx.deployVerticle(new Ticks(eventLog, meters)))
        .onSuccess(beside::add)
        .compose(deployed -> vertx.deployVerticle(() -> server(resources),
            new DeploymentOptions().setInstances(config.http().eventLoopCount())))
        .map(deployed -> {
          deployment = deployed;
          state = State.LISTENING;
          return null;
        });
  }

  /** Says first that it is not ready, then lets the requests in flight end, then what they appended. */
  @Override
  public Future<Void> stop() {
    state = State.DRAINING;
    Future<Void> served = deployment == null ? Future.succeededFuture() : vertx.undeploy(deployment);
    return served.compose(ended -> eventLog.flush())
        .compose(flushed -> Future.join(beside.stream().map(vertx::undeploy).toList()))
        .compose(
            undeployed -> Future.join(producer.close(Duration.ZERO), rejectedProducer.close(Duration.ofSeconds(1))))
        .mapEmpty();
  }

  /** The port that players reach, once started: as configured, or the free one that was taken. */
  public int port() {
    return servers.get(0).port();
  }

  private GatewayVerticle server(GatewayResources resources) {
    GatewayVerticle server = new GatewayVerticle(config.http(), resources);
    servers.add(server);
    return server;
  }

  private GatewayResources resources() {
    ValidationConfig validation = config.gateway().validation();
    EventSchemas schemas = EventSchemas.load(UnknownParams.valueOf(validation.unknownParams().name()));
    JsonLimits limits =
        new JsonLimits(validation.maxDepth(), validation.maxStringLength(), validation.maxNameLength());
    RejectedLog rejected = new RejectedLog(vertx, topics.rejected().name(), rejectedProducer,
        config.gateway().rejectedPerSecond(), System::nanoTime, meters);
    InFlight inFlight = new InFlight(config.gateway().maxInFlight().bytes(),
        config.gateway().maxInFlightRequests());
    return new GatewayResources(schemas, new NetworkntValidator(schemas, limits, validation.maxBatchEvents()),
        config.session().keys().stream().map(SessionKey::parse).toList(), closed, eventLog, rejected,
        config.gateway().address(), new GatewayMetrics(meters, closed, inFlight), inFlight, InstantSource.system());
  }

  private Map<String, String> consumerSettings() {
    Map<String, String> settings = new HashMap<>(config.kafka().consumer());
    settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, config.kafka().bootstrapServers());
    return settings;
  }

  private Status listener() {
    return switch (state) {
      case STARTING -> Status.down("not listening yet");
      case LISTENING -> Status.up("listening");
      case DRAINING -> Status.down("draining");
    };
  }

  private Status acknowledging() {
    Duration silence = Duration.ofNanos(eventLog.nanosSinceAcknowledged());
    return silence.compareTo(config.gateway().ackTimeout().plus(BETWEEN_TICKS)) < 0
        ? Status.up("Kafka acknowledges")
        : Status.down("Kafka has acknowledged nothing for " + silence.toSeconds() + " s");
  }

  private Status closedSessions() {
    return closedReader.isWarm() ? Status.up(closed.size() + " known") : Status.down("reading");
  }
}

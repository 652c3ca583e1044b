package io.playhead;

import io.micrometer.core.instrument.MeterRegistry;
import io.playhead.config.ConfigException;
import io.playhead.config.PlayheadConfig;
import io.playhead.config.TlsConfig;
import io.playhead.config.ValidationConfig;
import io.playhead.eventlog.EventLog;
import io.playhead.eventlog.EventLogState;
import io.playhead.eventlog.EventProducer;
import io.playhead.eventlog.EventProducers;
import io.playhead.eventlog.RejectedLog;
import io.playhead.eventlog.RunningEventLog;
import io.playhead.eventlog.Topics;
import io.playhead.gateway.ClosedSessionsReader;
import io.playhead.gateway.Doors;
import io.playhead.gateway.GatewayMetrics;
import io.playhead.gateway.GatewayResources;
import io.playhead.gateway.GatewayVerticle;
import io.playhead.gateway.InFlight;
import io.playhead.gateway.OpenApi;
import io.playhead.gateway.TlsFiles;
import io.playhead.gateway.TlsReload;
import io.playhead.ops.Health;
import io.playhead.ops.Health.Status;
import io.playhead.sessionid.ClosedSessions;
import io.playhead.sessionid.SessionKey;
import io.playhead.tracing.Tracing;
import io.playhead.validation.CompiledValidator;
import io.playhead.validation.EventSchemas;
import io.playhead.validation.JsonLimits;
import io.playhead.validation.UnknownParams;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.jspecify.annotations.Nullable;

/**
 * A gateway: the HTTP server on every event loop, and beside it the ticks and the reader of closed sessions.
 *
 * <p>Its checks make {@code /health/ready} 200 only while events can be kept, once the closed sessions are known and
 * the server listens, and until it drains.
 */
public final class GatewayRole implements Role {
  private static final Duration KAFKA_IS_HERE_WITHIN = Duration.ofSeconds(5);

  private final Vertx vertx;
  private final PlayheadConfig config;
  private final MeterRegistry meters;
  private final Topics topics;
  private final ClosedSessions closed;
  private final ClosedSessionsReader closedReader;
  private final EventProducer rejectedProducer;
  private final RunningEventLog events;
  private final Optional<TlsFiles> tls;
  private final Optional<Tracing> tracing;
  private volatile State state = State.STARTING;
  private final List<GatewayVerticle> servers = new CopyOnWriteArrayList<>();
  private final List<String> beside = new CopyOnWriteArrayList<>();
  private @Nullable String deployment;

  private enum State {
    STARTING,
    LISTENING,
    DRAINING
  }

  /**
   * Prepares a gateway and adds its checks; {@link #start} starts it.
   *
   * @throws ConfigException if the files of TLS cannot be used
   */
  public GatewayRole(Vertx vertx, PlayheadConfig config, MeterRegistry meters, Health health) {
    this.vertx = vertx;
    this.config = config;
    this.meters = meters;
    TlsConfig secure = config.http().tls();
    this.tls = secure.isOn() ? Optional.of(TlsFiles.read(vertx, secure)) : Optional.empty();
    this.tracing = config.tracing().isOn()
        ? Optional.of(new Tracing(config.tracing(), "playhead-gateway"))
        : Optional.empty();
    this.topics = new Topics(config.topics());
    this.closed = new ClosedSessions(config.session().maxClosed());
    this.closedReader =
        new ClosedSessionsReader(topics.closed().name(), consumerSettings(), closed);
    this.rejectedProducer = new EventProducers(vertx, config, meters).forRejected();
    this.events = RunningEventLog.open(vertx, config, meters);
    health.addReady("listener", this::listener);
    health.addReady("event-log", this::eventLog);
    health.addReady("closed-sessions", this::closedSessions);
  }

  @Override
  public Future<Void> start() {
    GatewayResources resources = resources();
    return vertx.deployVerticle(closedReader)
        .onSuccess(beside::add)
        .compose(deployed -> Future.join(events.start(),
            rejectedProducer.start().compose(made -> rejectedProducer.ready(KAFKA_IS_HERE_WITHIN))))
        .compose(started -> events.startTicks())
        .compose(ticking -> vertx.deployVerticle(() -> server(resources),
            new DeploymentOptions().setInstances(config.http().eventLoopCount())))
        .compose(this::listen);
  }

  /** Unless it was told to stop meanwhile. */
  private Future<Void> listen(String deployed) {
    if (state == State.DRAINING) {
      return vertx.undeploy(deployed);
    }
    deployment = deployed;
    state = State.LISTENING;
    return reloadTls();
  }

  /** With a spool, players' events are kept there. */
  @Override
  public boolean startsWithoutKafka() {
    return config.spool().isOn();
  }

  /** Says first that it is not ready, then lets the requests in flight end, then what they appended. */
  @Override
  public Future<Void> stop() {
    state = State.DRAINING;
    Future<Void> served = deployment == null ? Future.succeededFuture() : vertx.undeploy(deployment);
    return served.compose(ended -> events.stop())
        .compose(stopped -> Future.join(beside.stream().map(vertx::undeploy).toList()))
        .compose(undeployed -> rejectedProducer.close(Duration.ofSeconds(1)))
        .compose(closed -> tracing.map(this::close).orElseGet(Future::succeededFuture));
  }

  private Future<Void> close(Tracing traces) {
    return vertx.executeBlocking(() -> {
      traces.close();
      return null;
    });
  }

  /** The port that players reach, once started: as configured, or the free one that was taken. */
  public int port() {
    return servers.get(0).port();
  }

  private Future<Void> reloadTls() {
    return tls.map(files -> vertx.deployVerticle(new TlsReload(config.http().tls(), servers.get(0), files))
        .onSuccess(beside::add)
        .<Void>mapEmpty())
        .orElseGet(Future::succeededFuture);
  }

  private GatewayVerticle server(GatewayResources resources) {
    GatewayVerticle server = new GatewayVerticle(config.http(), tls, resources);
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
    return new GatewayResources(schemas, new OpenApi(schemas),
        new CompiledValidator(schemas, limits, validation.maxBatchEvents()),
        config.session().keys().stream().map(SessionKey::parse).toList(), closed, events.log(), rejected,
        config.gateway().address(), Doors.of(config, System::nanoTime), new GatewayMetrics(meters, closed, inFlight),
        inFlight, tracing, InstantSource.system());
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

  private Status eventLog() {
    EventLog log = events.log();
    return new Status(log.state() != EventLogState.REFUSING, log.detail());
  }

  private Status closedSessions() {
    return closedReader.isWarm() ? Status.up(closed.size() + " known") : Status.down("reading");
  }
}

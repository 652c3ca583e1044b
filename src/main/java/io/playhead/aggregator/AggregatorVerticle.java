package io.playhead.aggregator;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.playhead.config.PlayheadConfig;
import io.playhead.eventlog.TopicAdmin;
import io.playhead.eventlog.TopicCheck;
import io.playhead.eventlog.Topics;
import io.playhead.tracing.Tracing;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the topology from its start to its undeployment. It waits for Kafka as long as it takes, and fails to start where the topics
 * are not as they should be.
 */
public final class AggregatorVerticle extends VerticleBase {
  private static final Logger LOG = LoggerFactory.getLogger(AggregatorVerticle.class);
  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final PlayheadConfig config;
  private final MeterRegistry meters;
  private final AggregatorMetrics metrics;
  private final AggregatorStatus status;
  private final Optional<Tracing> tracing;
  private volatile @Nullable Running running;

  /** Prepares an aggregator; it starts when deployed. */
  public AggregatorVerticle(PlayheadConfig config, MeterRegistry meters, AggregatorMetrics metrics,
      AggregatorStatus status, Optional<Tracing> tracing) {
    this.config = config;
    this.meters = meters;
    this.metrics = metrics;
    this.status = status;
    this.tracing = tracing;
  }

  /** What is to be closed, in this order. */
  private record Running(KafkaStreams streams, KafkaStreamsMetrics streamsMetrics, StoreMemory memory) {}

  /** The sessions it holds, once it has started. */
  public Optional<LiveSessions> sessions() {
    Running now = running;
    return now == null
        ? Optional.empty()
        : Optional.of(
            new LiveSessions(now.streams, StreamsSettings.self(config), config.topics().partitions()));
  }

  /** Whether a thread of it hangs, so that only a new process can help. */
  public boolean hangs() {
    Running now = running;
    return now != null && new PollWatch(now.streams::metrics).seesOneHang();
  }

  @Override
  public Future<?> start() {
    return topics().compose(ready -> vertx.executeBlocking(() -> {
      running = run();
      return null;
    }));
  }

  @Override
  public Future<?> stop() {
    return vertx.executeBlocking(() -> {
      Running now = running;
      if (now != null) {
        stop(now);
      }
      return null;
    });
  }

  private Future<Void> topics() {
    return vertx.executeBlocking(this::check).compose(check -> switch (check) {
      case TopicCheck.Right right -> Future.succeededFuture();
      case TopicCheck.Wrong wrong ->
        Future.failedFuture(new IllegalStateException(String.join("\n", wrong.problems())));
      case TopicCheck.Refused refused -> Future.failedFuture(new IllegalStateException(refused.reason()));
      case TopicCheck.Unreachable away -> {
        LOG.warn("Waiting for Kafka: {}", away.reason());
        yield vertx.timer(RETRY.toMillis()).compose(again -> topics());
      }
    });
  }

  private TopicCheck check() {
    try (TopicAdmin admin = new TopicAdmin(config.kafka())) {
      Topics outputs = Topics.ofOutputs(config);
      return admin.check(List.of(new Topics(config.topics()).events(), outputs.reports(), outputs.closed(),
          outputs.rejected(), outputs.live()));
    }
  }

  private Running run() {
    StoreMemory memory = new StoreMemory(config.aggregator().storeMemory());
    KafkaStreams streams = new KafkaStreams(new AggregatorTopology(config, metrics, tracing).build(),
        StreamsSettings.of(config, memory));
    streams.setStateListener(status);
    streams.setUncaughtExceptionHandler(status);
    KafkaStreamsMetrics streamsMetrics = new KafkaStreamsMetrics(streams);
    streamsMetrics.bindTo(meters);
    streams.start();
    return new Running(streams, streamsMetrics, memory);
  }

  /** A static member stays in the group, so that its restart moves no partition; another one hands its partitions on at once. */
  private void stop(Running now) {
    GroupMembershipOperation membership = config.aggregator().instanceId().isEmpty()
        ? GroupMembershipOperation.LEAVE_GROUP
        : GroupMembershipOperation.REMAIN_IN_GROUP;
    now.streamsMetrics.close();
    boolean closed =
        now.streams.close(CloseOptions.groupMembershipOperation(membership).withTimeout(PATIENCE));
    if (closed) {
      now.memory.close();
    } else {
      LOG.warn("The aggregator did not stop within {} s", PATIENCE.toSeconds());
    }
  }
}

package io.playhead.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.playhead.config.ConfigLoader;
import io.playhead.config.PlayheadConfig;
import io.playhead.dev.Books;
import io.playhead.dev.EmbeddedBroker;
import io.playhead.dev.Ending;
import io.playhead.dev.ReportTotals;
import io.playhead.dev.SimulationSettings;
import io.playhead.dev.Totals;
import io.playhead.dev.Viewers;
import io.playhead.eventlog.TopicAdmin;
import io.playhead.eventlog.TopicCheck;
import io.playhead.eventlog.Topics;
import io.playhead.kafka.TopicReader;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The upgrade of docs/operations.md, and the way back, pod by pod, while viewers watch through a load balancer. Which version is
 * the previous one is said by {@code loadtest/upgrade.sh}; else it is a rolling restart, twice.
 */
@Tag("faults")
@ExtendWith(VertxExtension.class)
class UpgradeTest {
  private static final int AT_ONCE = 40;
  private static final int OF_A_ROUND = 80;
  private static final double SPEED = 60;
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  private final Queue<Books> books = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean over = new AtomicBoolean();

  @TempDir
  private Path directory;

  private EmbeddedBroker broker;
  private PlayheadConfig config;
  private List<Instance> gateways;
  private List<Instance> aggregators;

  @BeforeEach
  void prepare() throws Exception {
    broker = EmbeddedBroker.start(0, directory.resolve("kafka"));
    List<String> settings = List.of("kafka.bootstrapServers=" + broker.bootstrapServers(), "topics.partitions=4",
        "topics.replicationFactor=1", "topics.minInsyncReplicas=1", "aggregator.standbyReplicas=1",
        "rateLimits.eventsPerSession=0", "session.keys=1:00112233445566778899aabbccddeeff");
    config = ConfigLoader.defaults(settings.toArray(String[]::new));
    try (TopicAdmin admin = new TopicAdmin(config.kafka())) {
      assertThat(admin.create(new Topics(config.topics()).all())).isInstanceOf(TopicCheck.Right.class);
    }
    gateways = List.of(new Instance(directory, "gateway", "gateway-0", settings),
        new Instance(directory, "gateway", "gateway-1", settings));
    aggregators = List.of(new Instance(directory, "aggregator", "aggregator-0", settings),
        new Instance(directory, "aggregator", "aggregator-1", settings));
  }

  @AfterEach
  void end() {
    gateways.forEach(Instance::close);
    aggregators.forEach(Instance::close);
    broker.close();
  }

  @Test
  void aRollingUpgradeAndTheWayBackLoseNothing(Vertx vertx) throws Exception {
    Balancer balancer = Balancer.start(vertx);
    for (Instance gateway : gateways) {
      gateway.start(Program.previous());
      balancer.add(gateway);
    }
    for (Instance aggregator : aggregators) {
      aggregator.start(Program.previous());
    }
    Future<Void> watched = watch(vertx, balancer, 1);

    roll(balancer, Program.current());
    roll(balancer, Program.previous());
    over.set(true);
    watched.await(5, TimeUnit.MINUTES);

    assertThat(books).allSatisfy(round -> {
      assertThat(round.lost()).as("events refused or unanswered").isZero();
      assertThat(round.retries()).as("starts refused or unanswered").isZero();
    });
    long viewers = books.stream().mapToLong(Books::viewers).sum();
    Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> read(topics().closed().name()).size() >= viewers);
    assertThat(reported()).isEqualTo(books.stream().map(Books::expected).reduce(Totals.NONE, Totals::plus));
  }

  /** One pod after the other, the gateways first. */
  private void roll(Balancer balancer, Program next) throws Exception {
    for (Instance gateway : gateways) {
      balancer.remove(gateway);
      gateway.stop();
      gateway.start(next);
      balancer.add(gateway);
    }
    for (Instance aggregator : aggregators) {
      aggregator.stop();
      aggregator.start(next);
    }
  }

  /** Rounds of viewers, until all is over. */
  private Future<Void> watch(Vertx vertx, Balancer balancer, long seed) {
    SimulationSettings settings = new SimulationSettings("127.0.0.1", balancer.port(), AT_ONCE, SPEED, seed,
        EnumSet.of(Ending.ENDED, Ending.COMPLETED_AND_ENDED));
    return Viewers.run(vertx, settings, OF_A_ROUND).compose(round -> {
      books.add(round);
      return over.get() ? Future.succeededFuture() : watch(vertx, balancer, seed + 1);
    });
  }

  private Totals reported() throws Exception {
    ReportTotals reported = new ReportTotals();
    for (ConsumerRecord<byte[], byte[]> report : read(topics().reports().name())) {
      reported.add(JSON.readTree(report.value()));
    }
    return reported.totals();
  }

  private List<ConsumerRecord<byte[], byte[]>> read(String topic) {
    return TopicReader.readAll(broker.bootstrapServers(), topic);
  }

  private Topics topics() {
    return new Topics(config.topics());
  }
}

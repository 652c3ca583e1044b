package io.playhead.eventlog;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.playhead.config.ConfigLoader;
import io.playhead.config.PlayheadConfig;
import io.playhead.dev.EmbeddedBroker;
import io.playhead.kafka.TopicReader;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The event log with its spool, on a real broker that goes away and comes back: nothing lost, order kept, states told. */
@ExtendWith(VertxExtension.class)
class SpoolingEventLogTest {
  private static final int PARTITIONS = 3;
  private static final List<String> SIDS =
      IntStream.range(0, 20).mapToObj(i -> String.format("%064x", i * 7919)).toList();

  @TempDir
  private Path directory;

  private final int port = EmbeddedBroker.freePort();
  private EmbeddedBroker broker;
  private PlayheadConfig config;
  private RunningEventLog running;

  @BeforeEach
  void start(Vertx vertx) throws Exception {
    broker = broker();
    config = ConfigLoader.defaults("kafka.bootstrapServers=" + broker.bootstrapServers(), "topics.prefix=spooling.",
        "topics.partitions=" + PARTITIONS, "topics.replicationFactor=1", "topics.minInsyncReplicas=1",
        "gateway.ackTimeout=1s", "data.dir=" + directory);
    createTopic();
    running = open(vertx);
    assertThat(running.log().state()).isEqualTo(EventLogState.LIVE);
  }

  @AfterEach
  void stop() throws Exception {
    try {
      await(running.stop());
    } finally {
      broker.close();
    }
  }

  @Test
  void whileKafkaIsAwayEventsAreTakenAndWhenItIsBackTheyFollowInOrder(Vertx vertx) throws Exception {
    appendToAll(vertx, "before");
    broker.close();

    appendToAll(vertx, "during 1");
    appendToAll(vertx, "during 2");
    assertThat(running.log().state()).isEqualTo(EventLogState.SPOOLING);
    assertThat(running.log().detail()).startsWith("spooling: ").contains("40 events");

    broker = broker();
    patiently().until(() -> running.log().state() == EventLogState.LIVE);
    appendToAll(vertx, "after");
    assertThat(firstCopiesBySid()).hasSize(SIDS.size())
        .allSatisfy((sid, values) -> assertThat(values).containsExactly("before", "during 1", "during 2", "after"));
  }

  @Test
  void aSpoolThatWasLeftIsDrainedAfterARestart(Vertx vertx) throws Exception {
    broker.close();
    appendToAll(vertx, "left");
    await(running.stop());

    running = open(vertx);
    assertThat(running.log().state()).isEqualTo(EventLogState.SPOOLING);
    appendToAll(vertx, "while Kafka is still away");

    broker = broker();
    patiently().until(() -> running.log().state() == EventLogState.LIVE);
    assertThat(firstCopiesBySid())
        .allSatisfy((sid, values) -> assertThat(values).containsExactly("left", "while Kafka is still away"));
  }

  @Test
  @SuppressWarnings("NullAway") // A body that is none is what the spool fails on.
  void anEventThatTheSpoolFailsOnIsRefusedAndHoldsUpNoOther(Vertx vertx) throws Exception {
    broker.close();
    appendToAll(vertx, "before");

    Future<Void> broken = append(vertx, SIDS.get(0), null);
    Awaitility.await().until(broken::isComplete);
    assertThat(broken.failed()).isTrue();

    appendToAll(vertx, "after");
    broker = broker();
    patiently().until(() -> running.log().state() == EventLogState.LIVE);
    assertThat(firstCopiesBySid()).hasSize(SIDS.size())
        .allSatisfy((sid, values) -> assertThat(values).containsExactly("before", "after"));
  }

  @Test
  void aTopicThatVanishesAndComesBackGetsWhatCameMeanwhile(Vertx vertx) throws Exception {
    try (Admin admin = admin()) {
      admin.deleteTopics(List.of(topic())).all().get(20, TimeUnit.SECONDS);
    }
    appendToAll(vertx, "without a topic");
    patiently().until(() -> running.log().state() == EventLogState.SPOOLING);

    createTopic();

    patiently().until(() -> running.log().state() == EventLogState.LIVE);
    assertThat(firstCopiesBySid())
        .allSatisfy((sid, values) -> assertThat(values).containsExactly("without a topic"));
  }

  @Test
  void aTopicThatHasGrownGetsEventsWhereTheConfigurationSays(Vertx vertx) throws Exception {
    try (Admin admin = admin()) {
      admin.createPartitions(Map.of(topic(), NewPartitions.increaseTo(2 * PARTITIONS))).all().get(20, TimeUnit.SECONDS);
    }
    await(running.stop());
    running = open(vertx);
    appendToAll(vertx, "event");

    assertThat(running.log().partitionsInKafka()).isEqualTo(2 * PARTITIONS);
    assertThat(events()).hasSize(SIDS.size()).allSatisfy(event -> assertThat(event.partition())
        .isEqualTo(Topics.partition(event.key(), PARTITIONS)));
  }

  @Test
  void everyEventHasAnIdAndTheIdsOfAPartitionRise(Vertx vertx) throws Exception {
    for (int i = 0; i < 10; i++) {
      appendToAll(vertx, "event " + i);
    }

    Map<Integer, EventId> last = new HashMap<>();
    for (ConsumerRecord<byte[], byte[]> event : events()) {
      EventId id = EventId.of(event.headers()).orElseThrow();
      EventId before = last.put(event.partition(), id);
      if (before != null) {
        assertThat(id.gateway()).isEqualTo(before.gateway());
        assertThat(id.counter()).isGreaterThan(before.counter());
      }
    }
    assertThat(last).hasSize(PARTITIONS);
  }

  private Future<Void> append(Vertx vertx, String sid, byte[] value) {
    Context context = vertx.getOrCreateContext();
    Promise<Void> done = Promise.promise();
    context.runOnContext(v -> running.log().appender(context).append(sid, value, List.of()).onComplete(done));
    return done.future();
  }

  private void appendToAll(Vertx vertx, String value) throws Exception {
    Context context = vertx.getOrCreateContext();
    Promise<Void> done = Promise.promise();
    context.runOnContext(v -> {
      Appender appender = running.log().appender(context);
      List<Future<Void>> appends = new ArrayList<>();
      for (String sid : SIDS) {
        appends.add(appender.append(sid, value.getBytes(StandardCharsets.UTF_8), List.of()));
      }
      Future.all(appends).<Void>mapEmpty().onComplete(done);
    });
    await(done.future());
  }

  private Map<String, Set<String>> firstCopiesBySid() {
    Map<String, Set<String>> values = new HashMap<>();
    events().forEach(event -> values.computeIfAbsent(TopicReader.key(event), sid -> new LinkedHashSet<>())
        .add(TopicReader.value(event)));
    return values;
  }

  private List<ConsumerRecord<byte[], byte[]>> events() {
    return TopicReader.readAll(broker.bootstrapServers(), topic()).stream().filter(event -> event.key() != null)
        .toList();
  }

  private EmbeddedBroker broker() throws Exception {
    return EmbeddedBroker.start(port, directory.resolve("kafka"));
  }

  private RunningEventLog open(Vertx vertx) throws Exception {
    RunningEventLog opened = RunningEventLog.open(vertx, config, new SimpleMeterRegistry());
    await(opened.start());
    return opened;
  }

  private void createTopic() {
    try (TopicAdmin admin = new TopicAdmin(config.kafka())) {
      assertThat(admin.create(List.of(new Topics(config.topics()).events()))).isInstanceOf(TopicCheck.Right.class);
    }
  }

  private Admin admin() {
    return Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers()));
  }

  private String topic() {
    return new Topics(config.topics()).events().name();
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  private static ConditionFactory patiently() {
    return Awaitility.await().atMost(Duration.ofSeconds(60));
  }
}

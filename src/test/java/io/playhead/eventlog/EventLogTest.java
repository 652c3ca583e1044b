package io.playhead.eventlog;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.playhead.config.ConfigLoader;
import io.playhead.config.PlayheadConfig;
import io.playhead.kafka.KafkaExtension;
import io.playhead.kafka.TestKafka;
import io.playhead.kafka.TopicReader;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.kafka.client.producer.KafkaProducer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.header.Header;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The append to the event log, on a real broker (design §4, media-metrics §1). */
@ExtendWith({VertxExtension.class, KafkaExtension.class})
class EventLogTest {
  private static final String SID = "0123456789abcdef".repeat(4);
  private static final int PARTITIONS = 4;

  private final List<Producer<byte[], byte[]>> made = new CopyOnWriteArrayList<>();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  private String bootstrapServers = "";
  private String topic = "";
  private EventProducer producer;
  private EventLog log;

  @BeforeEach
  void open(Vertx vertx, TestKafka kafka) throws Exception {
    bootstrapServers = kafka.bootstrapServers();
    PlayheadConfig config = ConfigLoader.defaults("kafka.bootstrapServers=" + bootstrapServers,
        "topics.prefix=" + kafka.uniquePrefix(), "topics.partitions=" + PARTITIONS, "topics.replicationFactor=1",
        "topics.minInsyncReplicas=1");
    TopicSpec events = new Topics(config.topics()).events();
    topic = events.name();
    try (TopicAdmin admin = new TopicAdmin(config.kafka())) {
      assertThat(admin.create(List.of(events))).isInstanceOf(TopicCheck.Right.class);
    }
    Map<String, String> settings =
        ProducerSettings.forEvents(config.kafka(), config.gateway(), config.topics().maxRecord());
    producer = new EventProducer(vertx, topic, EventProducer.OnFailure.GO_ON, () -> {
      made.add(KafkaProducer.<byte[], byte[]>create(vertx, settings).unwrap());
      return made.getLast();
    }, meters);
    producer.start().compose(started -> producer.ready()).await(20, TimeUnit.SECONDS);
    log = log(1_000);
  }

  @AfterEach
  void close() throws Exception {
    producer.close(Duration.ZERO).await(20, TimeUnit.SECONDS);
  }

  @Test
  void aProducerThatIsBrokenForGoodIsReplaced(Vertx vertx) throws Exception {
    Context context = vertx.getOrCreateContext();
    assertThat(append(context, "before").succeeded()).isTrue();

    made.get(0).close(Duration.ZERO);

    assertThat(append(context, "during").failed()).isTrue();
    Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> append(context, "after").succeeded());
    assertThat(made).hasSize(2);
    assertThat(values()).startsWith("before").contains("after").doesNotContain("during");
  }

  @Test
  void beyondTheBoundOfPendingAppendsOneFailsAtOnce(Vertx vertx) throws Exception {
    EventLog narrow = log(2);
    Context context = vertx.getOrCreateContext();
    Promise<List<Future<Void>>> appended = Promise.promise();
    context.runOnContext(v -> {
      Appender appender = narrow.appender(context);
      List<Future<Void>> appends =
          IntStream.range(0, 3).mapToObj(i -> appender.append(SID, bytes("event " + i), List.of())).toList();
      Future.join(appends).onComplete(all -> appended.complete(appends));
    });

    List<Future<Void>> appends = appended.future().await(20, TimeUnit.SECONDS);
    assertThat(appends).extracting(Future::succeeded).containsExactly(true, true, false);
    assertThat(appends.get(2).cause()).isInstanceOf(TooManyPendingException.class);
    assertThat(values()).containsExactly("event 0", "event 1");
  }

  @Test
  void whatOneTurnOfAnEventLoopAppendsIsHandedToKafkaAtItsEnd(Vertx vertx) throws Exception {
    Context context = vertx.getOrCreateContext();
    Promise<Boolean> handedOverAtOnce = Promise.promise();
    context.runOnContext(v -> {
      Appender appender = log.appender(context);
      Future<?> both = Future.join(appender.append(SID, bytes("first"), List.of()),
          appender.append(SID, bytes("second"), List.of()));
      boolean handedOver = log.lanes().stream().anyMatch(Lane::hasEventsWithKafka);
      both.<Boolean>map(done -> handedOver).onComplete(handedOverAtOnce);
    });

    assertThat(handedOverAtOnce.future().await(20, TimeUnit.SECONDS)).isFalse();
    assertThat(values()).containsExactly("first", "second");
  }

  @Test
  void anErrorInTheMiddleOfAHandOverFailsThatAppendOnly(Vertx vertx) throws Exception {
    Context context = vertx.getOrCreateContext();
    Promise<List<Future<Void>>> appended = Promise.promise();
    context.runOnContext(v -> {
      Appender appender = log.appender(context);
      List<Future<Void>> appends = List.of(appender.append(SID, bytes("first"), List.of()),
          appender.append(SID, bytes("second"), List.of(new BrokenHeader())),
          appender.append(SID, bytes("third"), List.of()));
      Future.join(appends).onComplete(all -> appended.complete(appends));
    });

    List<Future<Void>> appends = appended.future().await(20, TimeUnit.SECONDS);
    assertThat(appends).extracting(Future::succeeded).containsExactly(true, false, true);
    assertThat(appends.get(1).cause()).hasCauseInstanceOf(LinkageError.class);
    assertThat(log.lanes()).noneMatch(Lane::hasEventsWithKafka);
    assertThat(meters.get("playhead.append.pending").gauge().value()).isZero();
    assertThat(values()).containsExactly("first", "third");
  }

  /** One with which Kafka's client ends in an error. */
  private record BrokenHeader() implements Header {
    @Override
    public String key() {
      return "broken";
    }

    @Override
    public byte[] value() {
      throw new LinkageError("as if a class could not be loaded");
    }
  }

  @Test
  void partitionsThatAreNotWrittenToGetATickEachSecond(Vertx vertx) throws Exception {
    vertx.deployVerticle(new Ticks(log, meters)).await(20, TimeUnit.SECONDS);

    Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> partitionsOf(ticks()).size() == PARTITIONS);
    assertThat(ticks()).allSatisfy(tick -> {
      assertThat(tick.key()).isNull();
      assertThat(tick.value()).isEmpty();
    });
  }

  @Test
  void aPartitionThatIsWrittenToGetsNoTick(Vertx vertx) throws Exception {
    Context context = vertx.getOrCreateContext();
    vertx.deployVerticle(new Ticks(log, meters)).await(20, TimeUnit.SECONDS);
    long writer = vertx.setPeriodic(1, 100, timer -> append(context, "event"));

    Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> ticks().size() >= 2 * (PARTITIONS - 1));
    vertx.cancelTimer(writer);

    assertThat(partitionsOf(ticks())).hasSize(PARTITIONS - 1).doesNotContain(Topics.partition(bytes(SID), PARTITIONS));
  }

  /** One without a spool. */
  private EventLog log(int maxPending) {
    return new EventLog(topic, PARTITIONS, producer, Optional.empty(),
        new EventLogLimits(maxPending, Duration.ofSeconds(4)), System::nanoTime, meters);
  }

  private Future<Void> append(Context context, String value) {
    Promise<Void> done = Promise.promise();
    context.runOnContext(v -> log.appender(context).append(SID, bytes(value), List.of()).onComplete(done));
    Future<Void> future = done.future();
    if (!Context.isOnEventLoopThread()) {
      Awaitility.await().atMost(Duration.ofSeconds(20)).until(future::isComplete);
    }
    return future;
  }

  private List<String> values() {
    return records().stream().filter(record -> record.key() != null).map(TopicReader::value).toList();
  }

  private List<ConsumerRecord<byte[], byte[]>> ticks() {
    return records().stream()
        .filter(record -> RecordHeaders.TICK.equals(TopicReader.header(record, RecordHeaders.TYPE)))
        .toList();
  }

  private static Set<Integer> partitionsOf(List<ConsumerRecord<byte[], byte[]>> records) {
    return records.stream().map(ConsumerRecord::partition).collect(Collectors.toSet());
  }

  private List<ConsumerRecord<byte[], byte[]>> records() {
    return TopicReader.readAll(bootstrapServers, topic);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

package io.playhead.aggregator;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.aggregator.Replay.Output;
import io.playhead.config.ConfigLoader;
import io.playhead.config.PlayheadConfig;
import io.playhead.eventlog.EventId;
import io.playhead.eventlog.RecordHeaders;
import io.playhead.eventlog.TopicAdmin;
import io.playhead.eventlog.TopicCheck;
import io.playhead.eventlog.TopicSpec;
import io.playhead.eventlog.Topics;
import io.playhead.kafka.TestKafka;
import io.playhead.kafka.TopicReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.processor.api.Record;
import org.awaitility.Awaitility;

/** Topics of a test's own on the real broker: what players would send goes in, what aggregators make of it comes out. */
final class TestTopics implements AutoCloseable {
  static final int PARTITIONS = 4;
  private static final long GATEWAY = 1;
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Duration LOOK_EVERY = Duration.ofMillis(200);

  private final String bootstrapServers;
  private final String prefix;
  private final Topics topics;
  private final KafkaProducer<byte[], byte[]> producer;
  private final Admin admin;
  private final List<ProducerRecord<byte[], byte[]>> appended = new ArrayList<>();

  TestTopics(TestKafka kafka) {
    bootstrapServers = kafka.bootstrapServers();
    prefix = kafka.uniquePrefix();
    PlayheadConfig config = ConfigLoader.defaults(assignments("topics"));
    topics = new Topics(config.topics());
    try (TopicAdmin topicAdmin = new TopicAdmin(config.kafka())) {
      TopicCheck check = topicAdmin.create(topics.all());
      if (!(check instanceof TopicCheck.Right)) {
        throw new IllegalStateException(check.toString());
      }
    }
    admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
    producer = new KafkaProducer<>(Map.of("bootstrap.servers", bootstrapServers, "linger.ms", 5),
        new ByteArraySerializer(), new ByteArraySerializer());
  }

  /**
   * The configuration of an aggregator of that name on these topics. A new member takes its partitions at once and not when it has
   * warmed up, which Kafka Streams looks after every 10 minutes.
   */
  String[] assignments(String name, String... more) {
    List<String> all = new ArrayList<>(List.of("kafka.bootstrapServers=" + bootstrapServers, "topics.prefix=" + prefix,
        "topics.partitions=" + PARTITIONS, "topics.replicationFactor=1", "topics.minInsyncReplicas=1",
        "management.host=127.0.0.1", "management.port=0", "aggregator.host=127.0.0.1",
        "aggregator.applicationId=" + prefix + "aggregator", "aggregator.commitInterval=100ms",
        "aggregator.storeMemory=16MiB", "kafka.streams.acceptable.recovery.lag=1000000000",
        "data.dir=" + Path.of("target", "aggregators", prefix + name)));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  /** Appends an event, as a gateway does. */
  void append(String sid, String type, byte[] body) {
    byte[] key = Bodies.bytes(sid);
    ProducerRecord<byte[], byte[]> event = new ProducerRecord<>(topics.events().name(),
        Topics.partition(key, PARTITIONS), key, body, List.of(RecordHeaders.header(RecordHeaders.TYPE, type),
            new EventId(GATEWAY, appended.size()).toHeader()));
    appended.add(event);
    Future<RecordMetadata> unused = producer.send(event);
  }

  /** Appends a tenth of all events once more, as a gateway does that is not sure of them. */
  void appendSomeAgain() {
    for (int event = 0; event < appended.size(); event += 10) {
      ProducerRecord<byte[], byte[]> again = appended.get(event);
      Future<RecordMetadata> unused = producer.send(
          new ProducerRecord<>(again.topic(), again.partition(), again.key(), again.value(), again.headers()));
    }
    producer.flush();
  }

  /** Appends whole sessions, all of them in step: each with an ad at every twentieth event. */
  void appendSessions(int first, int sessions, int eventsEach) {
    for (int session = first; session < first + sessions; session++) {
      append(Bodies.sid(session), "sessionStart", Bodies.sessionStart(0));
    }
    for (int event = 1; event < eventsEach - 1; event++) {
      for (int session = first; session < first + sessions; session++) {
        appendEvent(Bodies.sid(session), event);
      }
    }
    for (int session = first; session < first + sessions; session++) {
      append(Bodies.sid(session), "sessionEnd", Bodies.event("sessionEnd", eventsEach, eventsEach));
    }
    producer.flush();
  }

  private void appendEvent(String sid, int second) {
    switch (second % 20) {
      case 1 -> append(sid, "play", Bodies.event("play", second, second));
      case 15 -> append(sid, "adBreakStart", Bodies.adBreakStart(second, second, second / 20));
      case 16 -> append(sid, "adStart", Bodies.adStart(second, second, "ad-" + second));
      case 18 -> append(sid, "adComplete", Bodies.event("adComplete", second, second));
      case 19 -> append(sid, "adBreakComplete", Bodies.event("adBreakComplete", second, second));
      default -> append(sid, "ping", Bodies.event("ping", second, second));
    }
  }

  /** Appends a tick to every partition. */
  void tick() {
    for (int partition = 0; partition < PARTITIONS; partition++) {
      ProducerRecord<byte[], byte[]> tick = new ProducerRecord<>(topics.events().name(), partition, null, null);
      tick.headers().add(RecordHeaders.header(RecordHeaders.TYPE, RecordHeaders.TICK));
      Future<RecordMetadata> unused = producer.send(tick);
    }
    producer.flush();
  }

  /** Appends ticks until it holds, as gateways do whom no player calls. */
  void tickUntil(Callable<Boolean> condition) throws Exception {
    await(() -> {
      tick();
      return condition.call();
    });
  }

  /** Looks until it holds. */
  static void await(Callable<Boolean> condition) {
    Awaitility.await().pollInSameThread().pollInterval(LOOK_EVERY).atMost(PATIENCE).until(condition);
  }

  /** How many records stand in {@code media.reports}, committed or not, markers of transactions among them. */
  long reportsWritten() throws Exception {
    return written(topics.reports());
  }

  /** Whether as many closings are committed; it reads them only when enough are written. */
  boolean haveClosed(int sessions) throws Exception {
    return written(topics.closed()) >= sessions
        && TopicReader.readAll(bootstrapServers, topics.closed().name()).size() >= sessions;
  }

  /** The committed reports, partition by partition in order. */
  List<Output> reports() {
    return committed(Outputs.REPORTS, topics.reports());
  }

  /** That what is committed is what an undisturbed aggregator makes of the events: none missing, none twice. */
  void assertUndisturbed() {
    List<Output> undisturbed = undisturbed();
    assertThat(reports()).isEqualTo(of(Outputs.REPORTS, undisturbed));
    assertThat(committed(Outputs.CLOSED, topics.closed())).isEqualTo(of(Outputs.CLOSED, undisturbed));
  }

  private List<Output> undisturbed() {
    Map<Integer, Replay> replays = new TreeMap<>();
    Set<EventId> known = new HashSet<>();
    for (ConsumerRecord<byte[], byte[]> event : TopicReader.readAll(bootstrapServers, topics.events().name())) {
      boolean isRepeat = EventId.of(event.headers()).filter(id -> !known.add(id)).isPresent();
      replays.computeIfAbsent(event.partition(), Replay::new).accept(isRepeat
          ? RandomLog.tick(event.timestamp())
          : new Record<>(event.key(), event.value(), event.timestamp(), event.headers()), event.offset());
    }
    return replays.values().stream().flatMap(replay -> replay.outputs().stream()).toList();
  }

  private List<Output> committed(String sink, TopicSpec topic) {
    return TopicReader.readAll(bootstrapServers, topic.name()).stream()
        .sorted(Comparator.comparingInt(ConsumerRecord<byte[], byte[]>::partition)
            .thenComparingLong(ConsumerRecord::offset))
        .map(record -> new Output(sink, TopicReader.key(record), TopicReader.value(record), record.timestamp()))
        .toList();
  }

  private static List<Output> of(String sink, List<Output> outputs) {
    return outputs.stream().filter(output -> output.sink().equals(sink)).toList();
  }

  @Override
  public void close() {
    admin.close();
    producer.close();
  }

  /** The sum of the partitions' ends. */
  private long written(TopicSpec topic) throws Exception {
    Map<TopicPartition, OffsetSpec> latest = IntStream.range(0, PARTITIONS).boxed()
        .collect(
            Collectors.toMap(partition -> new TopicPartition(topic.name(), partition), any -> OffsetSpec.latest()));
    return admin.listOffsets(latest).all().get().values().stream().mapToLong(ListOffsetsResultInfo::offset).sum();
  }
}

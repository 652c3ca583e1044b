package io.playhead.reports.store;

import io.playhead.config.ConfigLoader;
import io.playhead.config.PlayheadConfig;
import io.playhead.eventlog.TopicAdmin;
import io.playhead.eventlog.TopicCheck;
import io.playhead.eventlog.TopicSpec;
import io.playhead.eventlog.Topics;
import io.playhead.kafka.TestKafka;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;

/** Topics of a test's own on the real broker, filled as aggregators do: in transactions. */
final class ReportTopics implements AutoCloseable {
  private static final int PARTITIONS = 4;

  private final String[] assignments;
  private final Topics topics;
  private KafkaProducer<byte[], byte[]> producer;

  ReportTopics(TestKafka kafka) {
    String prefix = kafka.uniquePrefix();
    assignments = new String[]{"kafka.bootstrapServers=" + kafka.bootstrapServers(), "topics.prefix=" + prefix,
      "topics.partitions=" + PARTITIONS, "topics.replicationFactor=1", "topics.minInsyncReplicas=1",
      "reports.memory=100MiB", "reports.retention=36500d"};
    PlayheadConfig config = config();
    topics = new Topics(config.topics());
    try (TopicAdmin admin = new TopicAdmin(config.kafka())) {
      if (!(admin.create(topics.all()) instanceof TopicCheck.Right)) {
        throw new IllegalStateException("topics not made");
      }
    }
    producer = producer();
  }

  private KafkaProducer<byte[], byte[]> producer() {
    KafkaProducer<byte[], byte[]> made = new KafkaProducer<>(Map.of("bootstrap.servers",
        config().kafka().bootstrapServers(), "transactional.id", config().topics().prefix(), "linger.ms", "5"),
        new ByteArraySerializer(), new ByteArraySerializer());
    made.initTransactions();
    return made;
  }

  /** The configuration of a report store on these topics. */
  PlayheadConfig config(String... more) {
    List<String> all = new ArrayList<>(List.of(assignments));
    all.addAll(List.of(more));
    return ConfigLoader.defaults(all.toArray(String[]::new));
  }

  String[] assignments() {
    return assignments.clone();
  }

  /** Appends all reports of sessions. */
  void appendSessions(int first, int sessions) {
    producer.beginTransaction();
    sendSessions(first, sessions);
    producer.commitTransaction();
  }

  /** Appends them, and takes it back. */
  void abortSessions(int first, int sessions) {
    producer.beginTransaction();
    sendSessions(first, sessions);
    producer.flush();
    producer.abortTransaction();
  }

  private void sendSessions(int first, int sessions) {
    for (int session = first; session < first + sessions; session++) {
      for (byte[] report : Reports.ofSession(session)) {
        send(Reports.sid(session), report);
      }
    }
  }

  void appendReport(String sid, String report) {
    producer.beginTransaction();
    send(sid, report.getBytes(StandardCharsets.UTF_8));
    producer.commitTransaction();
  }

  private void send(String sid, byte[] report) {
    byte[] key = sid.getBytes(StandardCharsets.UTF_8);
    Future<RecordMetadata> unused = producer.send(
        new ProducerRecord<>(topics.reports().name(), Topics.partition(key, PARTITIONS), key, report));
  }

  /** Deletes them and makes them anew, as who restores them does. */
  void makeAnew() throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", config().kafka().bootstrapServers()))) {
      admin.deleteTopics(topics.all().stream().map(TopicSpec::name).toList()).all().get();
      for (TopicSpec topic : topics.all()) {
        Awaitility.await().until(() -> isMade(admin, topic));
      }
    }
    producer.close();
    producer = producer();
  }

  /** A try that failed may have made it all the same. */
  private static boolean isMade(Admin admin, TopicSpec topic) throws InterruptedException {
    try {
      admin.createTopics(List.of(new NewTopic(topic.name(), topic.partitions(), topic.replicationFactor()))).all()
          .get();
      return true;
    } catch (ExecutionException e) {
      return e.getCause() instanceof TopicExistsException;
    }
  }

  /** Lets Kafka forget all reports that stand there. */
  void forget() throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", config().kafka().bootstrapServers()))) {
      for (int partition = 0; partition < PARTITIONS; partition++) {
        admin.deleteRecords(
            Map.of(new TopicPartition(topics.reports().name(), partition), RecordsToDelete.beforeOffset(-1)))
            .all().get();
      }
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}

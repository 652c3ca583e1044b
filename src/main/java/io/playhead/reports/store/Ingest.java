package io.playhead.reports.store;

import io.micrometer.core.instrument.MeterRegistry;
import io.playhead.config.PlayheadConfig;
import io.playhead.eventlog.Topics;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.duckdb.DuckDBConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fills the report store from Kafka: one thread, the only one that writes to it.
 *
 * <p>Records become rows in transactions of about a second, each with the offsets behind it, so that a process that dies loses
 * nothing and doubles nothing. While Kafka is away, or the disk full, it goes on trying.
 */
public final class Ingest {
  private static final Logger LOG = LoggerFactory.getLogger(Ingest.class);
  private static final Duration RETRY = Duration.ofSeconds(1);
  /** Another topic stays another until somebody acts. */
  private static final Duration RETRY_OTHER_TOPIC = Duration.ofMinutes(1);
  private static final Duration TIDIED_EVERY = Duration.ofHours(1);

  private final ReportStore store;
  private final PlayheadConfig config;
  private final SourceTopics topics;
  private final IngestBounds bounds;
  private final Retention retention;
  private final InstantSource clock;
  private final IngestMetrics metrics;
  private final Consumer<Throwable> fatal;
  private final Thread thread;
  private final CountDownLatch stopping = new CountDownLatch(1);
  /** What made it break off, until it works again. */
  private volatile Optional<String> trouble = Optional.empty();
  /** The kind of trouble that was logged last; empty once it works again. */
  private String logged = "";

  /**
   * Prepares it.
   *
   * @param clock tells how old rows are
   * @param fatal told when it has ended for good, because a restart of the process is needed
   */
  public Ingest(ReportStore store, PlayheadConfig config, MeterRegistry meters, InstantSource clock,
      Consumer<Throwable> fatal) {
    this(store, config, IngestBounds.USUAL, meters, clock, fatal);
  }

  Ingest(ReportStore store, PlayheadConfig config, IngestBounds bounds, MeterRegistry meters, InstantSource clock,
      Consumer<Throwable> fatal) {
    this.store = store;
    this.config = config;
    this.topics = SourceTopics.of(new Topics(config.topics()));
    this.bounds = bounds;
    this.retention = new Retention(config.reports().retention());
    this.clock = clock;
    this.metrics = new IngestMetrics(meters);
    this.fatal = fatal;
    this.thread = new Thread(this::run, "reports-ingest");
  }

  /**
   * The state of it.
   *
   * @param works whether it reads and writes
   * @param detail why, in words for an operator
   */
  public record State(boolean works, String detail) {}

  /** Starts its thread. Fails only on settings of Kafka's that are wrong. */
  public void start() {
    var unused = new ConsumerConfig(ReportConsumer.settings(config.kafka()));
    thread.start();
  }

  /** Whether it reads and writes, and how far behind it is. */
  public State state() {
    return trouble.map(reason -> new State(false, reason))
        .orElseGet(() -> new State(true, metrics.lag() + " records behind"));
  }

  /** Commits what is read, and ends. Blocks until then. */
  public void stop() throws InterruptedException {
    stopping.countDown();
    thread.join();
  }

  private boolean isStopping() {
    return stopping.getCount() == 0;
  }

  private void run() {
    try {
      while (!isStopping()) {
        tryToFollow();
      }
    } catch (InterruptedException | RuntimeException | SQLException | Error e) {
      LOG.error("The report store is filled no more", e);
      trouble = Optional.of("ended: " + e);
      fatal.accept(e);
    }
  }

  private void tryToFollow() throws InterruptedException, SQLException {
    try {
      follow();
    } catch (KafkaException | OtherTopicException | SQLException e) {
      if (e instanceof SQLException broken && isInvalidated(broken)) {
        throw broken;
      }
      metrics.failed();
      report(e);
      Duration retry = e instanceof OtherTopicException ? RETRY_OTHER_TOPIC : RETRY;
      var unused = stopping.await(retry.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /** Logs each kind once: the words of Kafka's time-outs differ each time. */
  private void report(Exception e) {
    String kind = e instanceof OtherTopicException ? words(e) : e.getClass().getName();
    if (!kind.equals(logged)) {
      LOG.warn("The report store is not filled at present, trying again: {}", words(e));
      logged = kind;
    }
    trouble = Optional.of(words(e));
  }

  private static String words(Exception e) {
    return e instanceof OtherTopicException other ? String.valueOf(other.getMessage()) : e.toString();
  }

  /** After an error inside of it the database answers nothing any more until the process is restarted. */
  private static boolean isInvalidated(SQLException e) {
    return String.valueOf(e.getMessage()).contains("database has been invalidated");
  }

  private void follow() throws SQLException, OtherTopicException {
    try (DuckDBConnection connection = (DuckDBConnection) store.connection()) {
      TopicIds ids = new TopicIds(config.kafka(), topics.names());
      Map<Table, List<Column>> columns = columns(connection);
      RecordReader reader = new RecordReader(topics, new ReportReader(downloads(connection)));
      try (ReportConsumer consumer =
          new ReportConsumer(config.kafka(), topics.all(), StoredOffsets.read(connection))) {
        long tidied = Long.MIN_VALUE;
        while (!isStopping()) {
          if (clock.millis() - TIDIED_EVERY.toMillis() >= tidied) {
            ids.check(connection);
            retention.apply(connection, clock.instant());
            tidied = clock.millis();
          }
          fill(connection, columns, reader, consumer);
          works();
        }
      }
    }
  }

  /** One transaction, if records come: until a bound is reached. */
  private void fill(DuckDBConnection connection, Map<Table, List<Column>> columns, RecordReader reader,
      ReportConsumer consumer) throws SQLException, OtherTopicException {
    ConsumerRecords<byte[], byte[]> polled = consumer.poll(bounds.time());
    if (!polled.isEmpty()) {
      long begun = System.nanoTime();
      try (Transaction transaction = new Transaction(connection, columns)) {
        long records = 0;
        long bytes = 0;
        while (true) {
          for (ConsumerRecord<byte[], byte[]> record : polled) {
            add(record, reader, transaction);
            bytes += Math.max(0, record.serializedValueSize());
          }
          records += polled.count();
          Duration left = bounds.time().minusNanos(System.nanoTime() - begun);
          if (isStopping() || bounds.reached(left, records, bytes)) {
            break;
          }
          polled = consumer.poll(left);
        }
        transaction.commit();
        metrics.committed(records, transaction.rows(), Duration.ofNanos(System.nanoTime() - begun));
      }
    }
    metrics.behind(consumer.lag());
  }

  private void add(ConsumerRecord<byte[], byte[]> record, RecordReader reader, Transaction transaction)
      throws SQLException {
    try {
      transaction.add(reader.rows(record));
    } catch (UnreadableRecordException e) {
      metrics.passedOver();
      LOG.warn("Passed over offset {} of {}-{}: {}", record.offset(), record.topic(), record.partition(),
          e.getMessage());
    }
    transaction.readTo(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
  }

  private void works() {
    if (trouble.isPresent()) {
      LOG.info("The report store is filled again");
      trouble = Optional.empty();
      logged = "";
    }
  }

  private static Map<Table, List<Column>> columns(DuckDBConnection connection) throws SQLException {
    Map<Table, List<Column>> columns = new EnumMap<>(Table.class);
    for (Table table : Table.values()) {
      columns.put(table, Column.of(connection, table));
    }
    return columns;
  }

  /** When the downloaded sessions whose closing has not come yet were started. */
  private static Map<String, Long> downloads(DuckDBConnection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT sid, epoch_ms(started) FROM open_sessions WHERE isDownloaded")) {
      Map<String, Long> downloads = new HashMap<>();
      while (row.next()) {
        downloads.put(row.getString(1), row.getLong(2));
      }
      return downloads;
    }
  }
}

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.playhead.config.ConfigLoader;
import io.playhead.config.PlayheadConfig;
import io.playhead.dev.EmbeddedBroker;
import io.playhead.eventlog.TopicAdmin;
import io.playhead.eventlog.Topics;
import io.playhead.reports.store.Ingest;
import io.playhead.reports.store.ReportStore;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Fills a report store from a topic that was written before, and says how fast. */
public final class IngestBench {
  private static final List<String> TYPES = List.of("sessionStart", "adStart", "adClose", "chapterClose", "sessionClose");
  private static final int PARTITIONS = 24;

  /** Arguments: directory and sessions; or of the broker's process "broker" and directory. */
  public static void main(String[] args) throws Exception {
    Path directory = Path.of(args[1]);
    if (args[0].equals("broker")) {
      EmbeddedBroker broker = EmbeddedBroker.start(0, directory.resolve("kafka"));
      System.out.println(broker.bootstrapServers());
      System.in.transferTo(System.out);
      System.exit(0);
    }
    run(Path.of(args[0]), Integer.parseInt(args[1]));
  }

  private static void run(Path directory, int sessions) throws Exception {
    Process broker = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m",
        "-XX:+UseSerialGC", "-Dlogback.configurationFile=" + System.getProperty("logback.configurationFile"), "-cp", System.getProperty("java.class.path"), "loadtest/bench/ingest/IngestBench.java",
        "broker", directory.toString()).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try {
      String address = broker.inputReader().lines().filter(line -> line.startsWith("127.")).findFirst().orElseThrow();
      PlayheadConfig config = ConfigLoader.defaults("kafka.bootstrapServers=" + address, "topics.replicationFactor=1",
          "topics.minInsyncReplicas=1", "topics.partitions=" + PARTITIONS, "reports.retention=36500d");
      try (TopicAdmin admin = new TopicAdmin(config.kafka())) {
        admin.create(new Topics(config.topics()).all());
      }
      write(config, sessions);
      read(config, directory.resolve("reports"), sessions);
    } finally {
      broker.destroy();
    }
  }

  private static void write(PlayheadConfig config, int sessions) throws Exception {
    Map<String, ObjectNode> examples = new LinkedHashMap<>();
    JsonMapper json = new JsonMapper();
    for (String type : TYPES) {
      try (InputStream schema = Ingest.class.getResourceAsStream("/schemas/reports/" + type + ".json")) {
        examples.put(type, (ObjectNode) json.readTree(schema).path("examples").path(0));
      }
    }
    try (var producer = new KafkaProducer<>(Map.of("bootstrap.servers", config.kafka().bootstrapServers(), "linger.ms",
        "20", "compression.type", "lz4"), new ByteArraySerializer(), new ByteArraySerializer())) {
      long bytes = 0;
      for (int session = 0; session < sessions; session++) {
        String sid = String.format("%064x", session);
        byte[] key = sid.getBytes(StandardCharsets.UTF_8);
        for (ObjectNode report : examples.values()) {
          report.put("sid", sid).putObject("log").put("partition", 3).put("firstOffset", session)
              .put("lastOffset", session).put("startedAt", 1_700_000_000_000L + session);
          byte[] value = json.writeValueAsBytes(report);
          bytes += value.length;
          producer.send(new ProducerRecord<>(config.topics().prefix() + "reports", Topics.partition(key, PARTITIONS),
              key, value));
        }
      }
      System.out.printf("%,d reports of %,d bytes on average%n", sessions * TYPES.size(),
          bytes / sessions / TYPES.size());
    }
  }

  private static void read(PlayheadConfig config, Path directory, int sessions) throws Exception {
    try (ReportStore store = ReportStore.open(directory, config.reports())) {
      Ingest ingest = new Ingest(store, config, new SimpleMeterRegistry(), InstantSource.system(),
          Throwable::printStackTrace);
      long begun = System.nanoTime();
      long cpu = cpu();
      ingest.start();
      long half = 0;
      long halfAt = begun;
      for (long known = 0; known < sessions; known = closed(store)) {
        if (half == 0 && known >= sessions / 2) {
          half = known;
          halfAt = System.nanoTime();
        }
        Thread.sleep(100);
      }
      double seconds = (System.nanoTime() - begun) / 1e9;
      double later = (System.nanoTime() - halfAt) / 1e9;
      System.out.printf("all: %.1f s, %,.0f reports/s, %.1f us of CPU a report; second half: %,.0f reports/s%n", seconds,
          sessions * TYPES.size() / seconds, (cpu() - cpu) / 1e3 / sessions / TYPES.size(),
          (sessions - half) * TYPES.size() / later);
      ingest.stop();
    }
    System.out.printf("file: %,d bytes%n", java.nio.file.Files.size(directory.resolve("reports.duckdb")));
  }

  private static long cpu() {
    return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos();
  }

  private static long closed(ReportStore store) throws Exception {
    try (Connection connection = store.connection();
        ResultSet row = connection.createStatement().executeQuery("SELECT count(*) FROM sessions")) {
      row.next();
      return row.getLong(1);
    }
  }
}

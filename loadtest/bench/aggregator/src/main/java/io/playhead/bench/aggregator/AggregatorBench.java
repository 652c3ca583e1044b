package io.playhead.bench.aggregator;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;

/**
 * Lets an aggregator read an event log of simulated viewers from its start, as fast as it can, exactly once, and tells what an
 * event costs it; then restarts it.
 *
 * <p>Broker and aggregator are processes of their own. Only what is between the last session of the audience to open and the end of
 * the log is measured, without the first 1.5 million events, in which the JVM warms up.
 */
final class AggregatorBench {
  private static final int PARTITIONS = 24;
  private static final long WARM_UP = 1_500_000;
  private static final int BROKER_PORT = 19_692;
  private static final int MANAGEMENT_PORT = 19_693;
  private static final String BROKERS = "127.0.0.1:" + BROKER_PORT;
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final double MEGA = 1e6;

  private final Path directory;
  private final long measured;
  private final List<String> jvm;
  private final List<String> arguments;
  private final HttpClient http = HttpClient.newHttpClient();

  private AggregatorBench(Path directory, long measured, List<String> jvm, List<String> arguments) {
    this.directory = directory;
    this.measured = measured;
    this.jvm = jvm;
    this.arguments = arguments;
  }

  /** Arguments: the directory that is kept between runs, events to measure, then numbers of open sessions. */
  public static void main(String[] args) throws Exception {
    var bench = new AggregatorBench(Path.of(args[0]), Long.parseLong(args[1]), words("AGGREGATOR_JVM"),
        words("AGGREGATOR_ARGS"));
    List<Integer> audiences = Stream.of(args).skip(2).map(Integer::valueOf).toList();
    Files.createDirectories(bench.directory);
    Path log = bench.directory.resolve("broker.log");
    try (Child broker = Child.start(log, List.of("-Xmx1g"), BrokerProcess.class, String.valueOf(BROKER_PORT),
        bench.directory.resolve("kafka").toString())) {
      while (!Files.readString(log).contains("ready at")) {
        broker.requireAlive();
        Thread.sleep(100);
      }
      try (Admin admin = Admin.create(Map.of("bootstrap.servers", BROKERS))) {
        for (int viewers : audiences) {
          bench.run(admin, viewers);
        }
      }
    }
  }

  private static List<String> words(String variable) {
    String value = System.getenv().getOrDefault(variable, "").strip();
    return value.isEmpty() ? List.of() : List.of(value.split("\\s+"));
  }

  private void run(Admin admin, int viewers) throws Exception {
    String prefix = "bench-" + viewers + "-" + measured + ".";
    var topic = new EventTopic(admin, prefix, prefix + System.currentTimeMillis(), PARTITIONS);
    write(topic, viewers);
    topic.forgetRuns();
    makeTopics(topic);
    Path data = directory.resolve("data");
    delete(data);
    try (Child aggregator = startAggregator(topic, data)) {
      measure(topic, aggregator, viewers);
    }
    System.out.printf("%9s restart with its disk %s%n", "", restart(topic, data));
    delete(data);
    System.out.printf("%9s restart from the changelog %s%n", "", restart(topic, data));
  }

  /** Unless an earlier run has. */
  private void write(EventTopic topic, int viewers) throws Exception {
    long events = viewers + WARM_UP + measured;
    if (topic.exists()) {
      if (topic.size() == events) {
        return;
      }
      throw new IllegalStateException("half an event log: delete " + directory);
    }
    makeTopics(topic);
    topic.takeTimes("CreateTime");
    long started = System.nanoTime();
    // In the past, as brokers refuse times far ahead.
    new EventLogWriter(BROKERS, topic.name(), PARTITIONS)
        .write(new Audience(viewers, System.currentTimeMillis() - Duration.ofHours(3).toMillis()), events);
    topic.takeTimes("LogAppendTime");
    System.err.printf("wrote %d events in %d s%n", events, (System.nanoTime() - started) / 1_000_000_000);
  }

  private void makeTopics(EventTopic topic) throws IOException, InterruptedException {
    Child.start(directory.resolve("topics.log"), List.of(), "io.playhead.Playhead", command("topics", topic, directory))
        .join();
  }

  private Child startAggregator(EventTopic topic, Path data) throws IOException {
    return Child.start(directory.resolve("aggregator.log"), jvm, "io.playhead.Playhead",
        command("aggregator", topic, data));
  }

  private String[] command(String name, EventTopic topic, Path data) {
    List<String> command = new ArrayList<>(List.of(name));
    Map.of("kafka.bootstrapServers", BROKERS, "topics.prefix", topic.prefix(), "topics.partitions", PARTITIONS,
        "topics.replicationFactor", 1, "topics.minInsyncReplicas", 1, "aggregator.applicationId", topic.group(), "data.dir", data, "management.port",
        MANAGEMENT_PORT).forEach((key, value) -> command.addAll(List.of("--set", key + "=" + value)));
    command.addAll(arguments);
    return command.toArray(String[]::new);
  }

  private void measure(EventTopic topic, Child aggregator, int viewers) throws Exception {
    long from = viewers + WARM_UP;
    Sample begin = await(topic, aggregator, from);
    Sample end = await(topic, aggregator, from + measured);
    double events = end.committed - begin.committed;
    double seconds = (end.nanos - begin.nanos) / 1e9;
    double cpu = end.cpu - begin.cpu;
    Map<String, Double> metrics = metrics();
    System.out.printf("%9d sessions: %8.0f events/s, %6.2f us CPU an event, %5.2f of it the JIT's, %8.0f events/s a core; "
        + "open at the end %.0f, mean state %.0f B, resident %d MiB%n", viewers, events / seconds, cpu / events,
        (end.compilers - begin.compilers) / events, MEGA * events / cpu,
        metrics.get("playhead_aggregator_sessions_open"),
        metrics.get("playhead_aggregator_state_bytes_sum") / metrics.get("playhead_aggregator_state_bytes_count"),
        aggregator.residentMemory());
  }

  /** What was committed at a moment, and the processor time it took until then. */
  private record Sample(long committed, long nanos, long cpu, long compilers) {}

  /** The first sample right after a commit that reaches that number. */
  private static Sample await(EventTopic topic, Child aggregator, long number) throws Exception {
    long giveUp = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < giveUp) {
      aggregator.requireAlive();
      long committed = topic.committed();
      if (committed >= number) {
        return new Sample(committed, System.nanoTime(), aggregator.cpu(), aggregator.compilers());
      }
      Thread.sleep(50);
    }
    throw new IllegalStateException("the aggregator has not reached " + number);
  }

  /** From the start of the process until it has its sessions and goes on. */
  private String restart(EventTopic topic, Path data) throws Exception {
    long started = System.nanoTime();
    try (Child aggregator = startAggregator(topic, data)) {
      while (!isReady()) {
        aggregator.requireAlive();
        Thread.sleep(50);
      }
      double seconds = (System.nanoTime() - started) / 1e9;
      return "%.1f s to ready, %.0f sessions, resident %d MiB".formatted(seconds,
          metrics().get("playhead_aggregator_sessions_open"), aggregator.residentMemory());
    }
  }

  private boolean isReady() throws InterruptedException {
    try {
      return get("/health/ready").statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  private Map<String, Double> metrics() throws IOException, InterruptedException {
    Map<String, Double> metrics = new HashMap<>();
    get("/metrics").body().lines().filter(line -> line.startsWith("playhead_aggregator")).forEach(line -> {
      String[] parts = line.split(" ");
      metrics.put(parts[0], Double.valueOf(parts[1]));
    });
    return metrics;
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return http.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + MANAGEMENT_PORT + path))
        .timeout(Duration.ofSeconds(10)).build(), BodyHandlers.ofString());
  }

  private static void delete(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}

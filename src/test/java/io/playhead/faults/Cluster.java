package io.playhead.faults;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.awaitility.Awaitility;

/**
 * Kafka brokers that can be killed and started again, each in a process of its own.
 *
 * <p>A broker listens twice: {@link #bootstrapServers} leads straight to it, and whoever comes through its {@link Network}
 * is kept there, because that is the address it tells such clients.
 */
final class Cluster implements AutoCloseable {
  private static final String SETTINGS = """
      process.roles=broker,controller
      listener.security.protocol.map=DIRECT:PLAINTEXT,NETWORK:PLAINTEXT,CONTROLLER:PLAINTEXT
      controller.listener.names=CONTROLLER
      inter.broker.listener.name=DIRECT
      auto.create.topics.enable=false
      auto.leader.rebalance.enable=false
      offsets.topic.num.partitions=2
      transaction.state.log.num.partitions=2
      group.initial.rebalance.delay.ms=0
      group.min.session.timeout.ms=1000
      log.cleaner.dedupe.buffer.size=4194304

      # A dead leader is replaced after 3 s, not 9.
      broker.session.timeout.ms=3000
      broker.heartbeat.interval.ms=300
      replica.lag.time.max.ms=2000
      controller.quorum.election.timeout.ms=500
      controller.quorum.fetch.timeout.ms=1000
      """;
  private static final String HOST = "127.0.0.1";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path directory;
  private final List<Place> places = new ArrayList<>();
  private final Map<Integer, JvmProcess> running = new HashMap<>();

  /** Where a broker listens, and the network before it. */
  private record Place(int id, int port, int controllerPort, Network network) {
    String address() {
      return HOST + ":" + port;
    }
  }

  private Cluster(Path directory, int size) {
    this.directory = directory;
    for (int id = 1; id <= size; id++) {
      places.add(
          new Place(id, Ports.free(), Ports.free(), Network.to(Ports.free())));
    }
  }

  /** Starts that many brokers; returns when all are known to each other. */
  static Cluster start(Path directory, int size) {
    Cluster cluster = new Cluster(directory, size);
    cluster.places.forEach(place -> cluster.start(place.id()));
    cluster.awaitBrokers(size);
    return cluster;
  }

  /** Starts a broker, from 1, that is not running; what it wrote before is still there. Returns at once. */
  void start(int id) {
    Path file = directory.resolve("broker-" + id + ".properties");
    try (Writer writer = Files.newBufferedWriter(file)) {
      settings(places.get(id - 1)).store(writer, null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    running.put(id, JvmProcess.start(directory.resolve("broker-" + id + ".log"), Map.of(), "256m", Broker.class,
        List.of(file.toString())));
  }

  /** As {@code kill -9} does. */
  void kill(int id) {
    broker(id).kill();
  }

  JvmProcess broker(int id) {
    return Objects.requireNonNull(running.get(id), "not started");
  }

  /** The network through which clients of {@link #bootstrapServersThroughNetwork} reach the first broker. */
  Network network() {
    return places.getFirst().network();
  }

  int size() {
    return places.size();
  }

  String bootstrapServers() {
    return places.stream().map(Place::address).collect(Collectors.joining(","));
  }

  String bootstrapServersThroughNetwork() {
    return places.stream().map(place -> HOST + ":" + place.network().port()).collect(Collectors.joining(","));
  }

  /** The broker that leads most of a topic's partitions. */
  int leaderOf(String topic) {
    try (Admin admin = admin()) {
      Map<Integer, Long> led = partitions(admin, topic).stream().map(TopicPartitionInfo::leader)
          .filter(Objects::nonNull).collect(Collectors.groupingBy(Node::id, Collectors.counting()));
      return led.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Waits until every replica of a topic is in sync, so that the next broker may go. */
  void awaitInSync(String topic) {
    try (Admin admin = admin()) {
      Awaitility.await().atMost(PATIENCE).ignoreExceptions()
          .until(() -> partitions(admin, topic).stream()
              .allMatch(partition -> partition.isr().size() == partition.replicas().size()));
    }
  }

  /** Waits until that many brokers are there. */
  void awaitBrokers(int count) {
    try (Admin admin = admin()) {
      Awaitility.await().atMost(PATIENCE).ignoreExceptions()
          .until(() -> admin.describeCluster().nodes().get().size() == count);
    }
  }

  @Override
  public void close() {
    running.values().forEach(JvmProcess::close);
    places.forEach(place -> place.network().close());
  }

  private static List<TopicPartitionInfo> partitions(Admin admin, String topic)
      throws ExecutionException, InterruptedException {
    return Objects.requireNonNull(admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic)).partitions();
  }

  private Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", bootstrapServers(), "reconnect.backoff.max.ms", 200));
  }

  private Properties settings(Place place) throws IOException {
    var settings = new Properties();
    settings.load(new StringReader(SETTINGS));
    String copies = String.valueOf(places.size());
    for (String name : List.of("default.replication.factor", "offsets.topic.replication.factor",
        "transaction.state.log.replication.factor", "share.coordinator.state.topic.replication.factor")) {
      settings.setProperty(name, copies);
    }
    for (String name : List.of("min.insync.replicas", "transaction.state.log.min.isr",
        "share.coordinator.state.topic.min.isr")) {
      settings.setProperty(name, String.valueOf(places.size() / 2 + 1));
    }
    settings.setProperty("node.id", String.valueOf(place.id()));
    settings.setProperty("controller.quorum.voters", places.stream()
        .map(voter -> voter.id() + "@" + HOST + ":" + voter.controllerPort()).collect(Collectors.joining(",")));
    String direct = "DIRECT://" + place.address();
    settings.setProperty("listeners", direct + ",NETWORK://" + HOST + ":" + place.network().farPort() + ",CONTROLLER://"
        + HOST + ":" + place.controllerPort());
    settings.setProperty("advertised.listeners", direct + ",NETWORK://" + HOST + ":" + place.network().port());
    settings.setProperty("log.dirs", directory.resolve("broker-" + place.id()).toString());
    return settings;
  }
}

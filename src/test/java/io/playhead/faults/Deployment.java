package io.playhead.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.playhead.Playhead;
import io.playhead.config.ConfigLoader;
import io.playhead.config.PlayheadConfig;
import io.playhead.eventlog.TopicAdmin;
import io.playhead.eventlog.TopicCheck;
import io.playhead.eventlog.Topics;
import io.playhead.kafka.TopicReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;

/** Brokers, an aggregator and a gateway that reaches the first broker through a {@link Network}: a process each. */
final class Deployment implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration BEFORE_FAULT = Duration.ofMillis(500);
  private static final String EVENTS = "media.events";
  private static final String REPORTS = "media.reports";

  private final Path directory;
  private final FaultTable table;
  private final Cluster cluster;
  private final Gateway gateway;
  private final Map<Integer, List<JsonNode>> undisturbed;
  private JvmProcess aggregator;

  /** What is done to a deployment while players play; it ends when all that was taken away is back. */
  interface Fault {
    void happen() throws Exception;
  }

  private Deployment(Path directory, int brokers, FaultTable table) {
    this.directory = directory;
    this.table = table;
    this.cluster = Cluster.start(directory, brokers);
    makeTopics();
    this.aggregator = startAggregator();
    this.gateway = gateway("gateway", Map.of());
    gateway.start();
    gateway.awaitLive();
    List<Played> played = Players.playEachOnce(gateway.uri());
    assertThat(played).as("sessions without a fault").allMatch(Played::undisturbed);
    this.undisturbed = ReportAudit.byScript(awaitReports(played), played);
  }

  /** Starts everything, and plays every script once without a fault. */
  static Deployment start(int brokers, FaultTable table) {
    try {
      return new Deployment(Files.createTempDirectory(Path.of("target"), "faults-").toAbsolutePath(), brokers, table);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  Cluster cluster() {
    return cluster;
  }

  Gateway gateway() {
    return gateway;
  }

  /** Another gateway for the same log, not started. */
  Gateway gateway(String name, Map<String, String> environment, String... settings) {
    return gateway(name, directory.resolve(name), environment, settings);
  }

  /** Another gateway for the same log, not started, with its data in that directory. */
  Gateway gateway(String name, Path data, Map<String, String> environment, String... settings) {
    List<String> all = new ArrayList<>(settings(cluster.bootstrapServersThroughNetwork()));
    all.addAll(List.of(settings));
    return new Gateway(directory.resolve(name + ".log"), data, environment, all);
  }

  void killAggregator() {
    aggregator.kill();
  }

  void restartAggregator() {
    aggregator = startAggregator();
  }

  /** Lets a fault happen while players play through the gateway, and says what came of it when all is well again. */
  Outcome play(String name, Fault fault) throws Exception {
    gateway.awaitLive();
    return play(name, gateway, fault);
  }

  /** The same through another gateway. */
  Outcome play(String name, Gateway through, Fault fault) throws Exception {
    int logged = through.log().length();
    try (Players players = Players.start(through.uri())) {
      time(BEFORE_FAULT);
      fault.happen();
      through.awaitLive();
      List<Played> played = players.finish();
      through.awaitLive();
      return judge(name, through, logged, played);
    } finally {
      cluster.network().heal();
    }
  }

  /** Empties the spool of a gateway that is not running, by the command for it; gives the exit code. */
  int drain(Gateway gone) {
    List<String> settings = new ArrayList<>(settings(cluster.bootstrapServers()));
    settings.add("data.dir=" + gone.data());
    return JvmProcess.start(directory.resolve("drain.log"), Map.of(), "256m", Playhead.class,
        Gateway.arguments("drain", settings)).awaitExit();
  }

  /**
   * Holds what the log and the reports say of sessions against what their players were told.
   *
   * @param logged how long the gateway's log was before
   */
  Outcome judge(String name, Gateway through, int logged, List<Played> played) {
    LogAudit log = LogAudit.of(TopicReader.readAll(cluster.bootstrapServers(), EVENTS), played);
    List<Played> complete = played.stream().filter(session -> !log.hasLostOf(session)).toList();
    ReportAudit reports = ReportAudit.of(awaitReports(complete), complete, undisturbed);
    List<Call> calls = played.stream().flatMap(session -> session.calls().stream()).toList();
    Outcome outcome =
        new Outcome(name, calls, log, reports, through.log().substring(logged), through.peakMemory());
    table.add(outcome);
    return outcome;
  }

  /** Lets time pass: how long a fault lasts is what the test is about. */
  static void time(Duration time) {
    Awaitility.await().pollDelay(time).atMost(time.plus(PATIENCE)).until(() -> true);
  }

  @Override
  public void close() {
    gateway.close();
    aggregator.close();
    cluster.close();
  }

  /** The settings of every role; a short time-out, so that a fault need not last long to be felt. */
  private List<String> settings(String bootstrapServers) {
    return List.of("kafka.bootstrapServers=" + bootstrapServers, "rateLimits.eventsPerSession=0", "topics.partitions=6",
        "topics.replicationFactor=" + cluster.size(), "topics.minInsyncReplicas=" + (cluster.size() / 2 + 1),
        "gateway.ackTimeout=2s", "session.keys=1:00112233445566778899aabbccddeeff");
  }

  private void makeTopics() {
    PlayheadConfig config = ConfigLoader.load(List.of(), Optional.empty(), Map.of(),
        settings(cluster.bootstrapServers())).config();
    try (TopicAdmin admin = new TopicAdmin(config.kafka())) {
      assertThat(admin.create(new Topics(config.topics()).all())).isInstanceOf(TopicCheck.Right.class);
    }
  }

  private JvmProcess startAggregator() {
    List<String> settings = new ArrayList<>(settings(cluster.bootstrapServers()));
    settings
        .addAll(List.of("management.port=" + Ports.free(), "data.dir=" + directory.resolve("aggregator"),
            "aggregator.instanceId=only", "aggregator.commitInterval=200ms"));
    return JvmProcess.start(directory.resolve("aggregator.log"), Map.of(), "256m", Playhead.class,
        Gateway.arguments("aggregator", settings));
  }

  private Map<String, List<JsonNode>> awaitReports(Collection<Played> played) {
    List<String> sids = played.stream().filter(Played::undisturbed).flatMap(session -> session.sid().stream()).toList();
    return Awaitility.await("reports").pollInterval(Duration.ofMillis(500)).atMost(PATIENCE).until(
        () -> ReportAudit.bySid(TopicReader.readAll(cluster.bootstrapServers(), REPORTS)),
        reports -> sids.stream().allMatch(sid -> ReportAudit.isClosed(reports.getOrDefault(sid, List.of()))));
  }
}

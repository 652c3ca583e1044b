package io.playhead.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.playhead.AggregatorRole;
import io.playhead.GatewayRole;
import io.playhead.ReportsRole;
import io.playhead.config.ConfigLoader;
import io.playhead.config.PlayheadConfig;
import io.playhead.dev.Books;
import io.playhead.dev.EmbeddedBroker;
import io.playhead.dev.Ending;
import io.playhead.dev.SimulationSettings;
import io.playhead.dev.ViewerPlanner;
import io.playhead.dev.Viewers;
import io.playhead.eventlog.TopicAdmin;
import io.playhead.eventlog.TopicCheck;
import io.playhead.eventlog.Topics;
import io.playhead.kafka.TestKafka;
import io.playhead.ops.Health;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;

/**
 * A gateway, an aggregator and the reports in this process, through which viewers have gone whose doings are known: simulated
 * ones in the channel {@code example}, and in {@code by-hand} one who followed the documented timeline "view to end".
 */
final class Site implements AutoCloseable {
  /** How many simulated viewers there are; their sessions are over. */
  static final int VIEWERS = 300;

  private static final long SEED = 7;
  private static final EnumSet<Ending> ENDINGS = EnumSet.of(Ending.ENDED, Ending.COMPLETED_AND_ENDED);
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  /** The documented timeline "view to end" (media-metrics §7). */
  private static final String VIEW_TO_END =
      """
           0  0 adBreakStart {"media.ad.podIndex": 0, "media.ad.podSecond": 0}
           0  0 adStart {"media.ad.id": "001", "media.ad.length": 15, "media.ad.podPosition": 1, "media.ad.playerName": "hand"}
          15  0 adComplete
          15  0 adStart {"media.ad.id": "002", "media.ad.length": 7, "media.ad.podPosition": 2, "media.ad.playerName": "hand"}
          22  0 adComplete
          22  0 adBreakComplete
          22  0 play
          33 11 bufferStart
          36 11 play
          46 21 adBreakStart {"media.ad.podIndex": 1, "media.ad.podSecond": 21}
          46 21 adStart {"media.ad.id": "003", "media.ad.length": 8, "media.ad.podPosition": 1, "media.ad.playerName": "hand"}
          54 21 adComplete
          54 21 adBreakComplete
          64 31 pauseStart
          74 31 play
          88 45 sessionComplete
          88 45 sessionEnd
          """;

  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client = HttpClient.newHttpClient();
  private final PlayheadConfig config;
  private final GatewayRole gateway;
  private final AggregatorRole aggregator;
  private final ReportsRole reports;
  private String viewedToEnd = "";

  private Site(PlayheadConfig config) {
    PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    this.config = config;
    this.gateway = new GatewayRole(vertx, config, meters, new Health());
    this.aggregator = new AggregatorRole(vertx, config, meters, new Health());
    this.reports = new ReportsRole(vertx, config, meters, new Health());
  }

  /** Starts it, lets the viewers watch, and waits until all that they did is in the reports. */
  static Site start(TestKafka kafka) {
    try {
      Path data = Files.createTempDirectory(Path.of("target"), "site-");
      String prefix = kafka.uniquePrefix();
      Site site = new Site(ConfigLoader.defaults("kafka.bootstrapServers=" + kafka.bootstrapServers(),
          "topics.prefix=" + prefix, "aggregator.applicationId=" + prefix + "aggregator", "topics.partitions=4",
          "topics.replicationFactor=1",
          "topics.minInsyncReplicas=1", "http.port=0", "http.host=127.0.0.1", "http.eventLoops=1", "data.dir=" + data,
          "session.keys=1:00112233445566778899aabbccddeeff", "rateLimits.eventsPerSession=0",
          "reports.port=" + EmbeddedBroker.freePort(),
          "reports.host=127.0.0.1"));
      site.open();
      site.fill();
      return site;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException | TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }

  private void open() throws TimeoutException {
    try (TopicAdmin admin = new TopicAdmin(config.kafka())) {
      assertThat(admin.create(new Topics(config.topics()).all())).isInstanceOf(TopicCheck.Right.class);
    }
    gateway.start().await(1, TimeUnit.MINUTES);
    aggregator.start().await(1, TimeUnit.MINUTES);
    reports.start().await(1, TimeUnit.MINUTES);
  }

  private void fill() throws IOException, InterruptedException, TimeoutException {
    Books books = Viewers.run(vertx, new SimulationSettings("127.0.0.1", gateway.port(), 50, 100_000, SEED, ENDINGS),
        VIEWERS).await(2, TimeUnit.MINUTES);
    assertThat(books.disturbed()).isZero();
    HandPlayer player = player("view-to-end");
    player.plays(VIEW_TO_END);
    viewedToEnd = player.sid();
    Awaitility.await().atMost(PATIENCE).until(() -> closed("example") == VIEWERS && closed("by-hand") == 1);
  }

  /** What the simulated viewers did. */
  Audience audience() {
    return Audience.of(new ViewerPlanner(SEED, ENDINGS), VIEWERS);
  }

  /** The address of the page. */
  String address() {
    return "http://127.0.0.1:" + config.reports().port() + "/";
  }

  /** The session that played "view to end". */
  String viewedToEnd() {
    return viewedToEnd;
  }

  /** A player that has just opened a session. */
  HandPlayer player(String content) throws IOException, InterruptedException {
    return new HandPlayer("http://127.0.0.1:" + gateway.port(), content, Instant.now().toEpochMilli());
  }

  /** How many viewers are in each state. */
  record Doing(int starting, int playing, int paused, int buffering, int ad) {}

  /**
   * Puts in what an aggregator would have counted of a partition's minute that ended some minutes ago; no aggregator has partitions
   * from 90 on.
   */
  void countsLive(String channel, String content, int partition, int minutesAgo, Doing viewers) {
    String record =
        """
            {"type":"live","schemaVersion":1,"partition":%d,"minute":%d,"endedAt":%d,"audiences":[{"name":"%s","channel":"%s",
             "contentType":"live","playerName":"hand","streamType":"video","starting":%d,"playing":%d,"paused":%d,"buffering":%d,
             "ad":%d}]}"""
            .formatted(partition, 100 - minutesAgo,
                Instant.now().minus(Duration.ofMinutes(minutesAgo)).toEpochMilli(), content, channel, viewers.starting,
                viewers.playing, viewers.paused, viewers.buffering, viewers.ad);
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(Map.of("bootstrap.servers", config.kafka().bootstrapServers()), new StringSerializer(),
            new StringSerializer())) {
      producer.send(new ProducerRecord<>(new Topics(config.topics()).live().name(), 0, null, record)).get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Waits until the reports know a session. */
  void knows(String sid) {
    Awaitility.await().atMost(PATIENCE).until(() -> ask("sessions/" + sid).contains("\"session\""));
  }

  /** How many refused calls the reports know of. */
  long refused() throws IOException, InterruptedException {
    return number(ask("rejected"), "total");
  }

  private long closed(String channel) throws IOException, InterruptedException {
    return number(ask("summary?metrics=mediaStarts&filter=open:false&filter=channel:" + channel + "&from="
        + Instant.now().minus(Duration.ofDays(7))), "mediaStarts");
  }

  private String ask(String question) throws IOException, InterruptedException {
    return client.send(HttpRequest.newBuilder(URI.create(address() + "reports/v1/" + question)).build(),
        BodyHandlers.ofString()).body();
  }

  private static long number(String answer, String name) {
    List<String> parts = List.of(answer.split("\"" + name + "\":"));
    assertThat(parts).as(answer).hasSize(2);
    return Long.parseLong(parts.get(1).replaceFirst("(?s)\\D.*", ""));
  }

  @Override
  public void close() throws TimeoutException {
    reports.stop().await(1, TimeUnit.MINUTES);
    aggregator.stop().await(1, TimeUnit.MINUTES);
    gateway.stop().await(1, TimeUnit.MINUTES);
    vertx.close().await(1, TimeUnit.MINUTES);
  }
}

package io.playhead;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.playhead.config.ConfigLoader;
import io.playhead.config.PlayheadConfig;
import io.playhead.dev.Books;
import io.playhead.dev.Ending;
import io.playhead.dev.ReportTotals;
import io.playhead.dev.SimulationSettings;
import io.playhead.dev.Viewers;
import io.playhead.eventlog.TopicAdmin;
import io.playhead.eventlog.TopicCheck;
import io.playhead.eventlog.Topics;
import io.playhead.kafka.KafkaExtension;
import io.playhead.kafka.TestKafka;
import io.playhead.kafka.TopicReader;
import io.playhead.ops.Health;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What simulated viewers did, by their own books, is what the reports say: over HTTP, Kafka and the aggregator. */
@ExtendWith({VertxExtension.class, KafkaExtension.class})
class ViewersEndToEndTest {
  private static final int VIEWERS = 1_000;
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  @TempDir
  private Path data;

  @Test
  void theSumOfTheReportsEqualsTheBooksOfAThousandViewers(Vertx vertx, TestKafka kafka) throws Exception {
    PlayheadConfig config = ConfigLoader.defaults("kafka.bootstrapServers=" + kafka.bootstrapServers(),
        "topics.prefix=" + kafka.uniquePrefix(), "topics.partitions=4", "topics.replicationFactor=1",
        "topics.minInsyncReplicas=1", "http.port=0", "http.host=127.0.0.1", "http.eventLoops=1", "data.dir=" + data,
        "session.keys=1:00112233445566778899aabbccddeeff", "rateLimits.eventsPerSession=0");
    Topics topics = new Topics(config.topics());
    try (TopicAdmin admin = new TopicAdmin(config.kafka())) {
      assertThat(admin.create(topics.all())).isInstanceOf(TopicCheck.Right.class);
    }
    PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    GatewayRole gateway = new GatewayRole(vertx, config, meters, new Health());
    AggregatorRole aggregator = new AggregatorRole(vertx, config, meters, new Health());
    gateway.start().await(1, TimeUnit.MINUTES);
    aggregator.start().await(1, TimeUnit.MINUTES);

    SimulationSettings settings = new SimulationSettings("127.0.0.1", gateway.port(), 100, 100_000, 7,
        EnumSet.of(Ending.ENDED, Ending.COMPLETED_AND_ENDED));
    Books books = Viewers.run(vertx, settings, VIEWERS).await(3, TimeUnit.MINUTES);
    assertThat(books.disturbed()).isZero();
    Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> closed(kafka, topics) >= VIEWERS);

    ReportTotals reported = new ReportTotals();
    for (ConsumerRecord<byte[], byte[]> report : reports(kafka, topics)) {
      reported.add(JSON.readTree(report.value()));
    }
    assertThat(reported.totals()).isEqualTo(books.expected());

    aggregator.stop().await(1, TimeUnit.MINUTES);
    gateway.stop().await(1, TimeUnit.MINUTES);
  }

  private static long closed(TestKafka kafka, Topics topics) throws IOException {
    return TopicReader.readAll(kafka.bootstrapServers(), topics.closed().name()).size();
  }

  private static List<ConsumerRecord<byte[], byte[]>> reports(TestKafka kafka, Topics topics) {
    return TopicReader.readAll(kafka.bootstrapServers(), topics.reports().name());
  }
}

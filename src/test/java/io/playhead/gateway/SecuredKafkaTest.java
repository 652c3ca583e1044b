package io.playhead.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import io.playhead.AggregatorRole;
import io.playhead.config.ConfigLoader;
import io.playhead.config.KafkaConfig;
import io.playhead.dev.EmbeddedBroker;
import io.playhead.eventlog.TopicAdmin;
import io.playhead.eventlog.TopicCheck;
import io.playhead.eventlog.Topics;
import io.playhead.ops.Health;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A Kafka that takes nobody without TLS and a password (SASL). All of it is set by {@code kafka.*}. */
@ExtendWith(VertxExtension.class)
class SecuredKafkaTest {
  private static final String LOGIN =
      "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"playhead\" password=\"%s\"";
  private static final String PREFIX = "secured.";

  @TempDir
  private static Path data;
  private static X509Bundle certificate;
  private static EmbeddedBroker broker;

  @BeforeAll
  static void start() throws Exception {
    certificate = new CertificateBuilder().subject("CN=broker").ecp256().addSanIpAddress("127.0.0.1")
        .setIsCertificateAuthority(true).buildSelfSigned();
    broker = EmbeddedBroker.start(0, data.resolve("kafka"), Map.ofEntries(
        Map.entry("listener.security.protocol.map", "PLAINTEXT:SASL_SSL,CONTROLLER:PLAINTEXT"),
        Map.entry("sasl.enabled.mechanisms", "PLAIN"),
        Map.entry("sasl.mechanism.inter.broker.protocol", "PLAIN"),
        Map.entry("listener.name.plaintext.plain.sasl.jaas.config",
            LOGIN.formatted("right") + " user_playhead=\"right\";"),
        Map.entry("ssl.keystore.type", "PEM"),
        Map.entry("ssl.keystore.certificate.chain", certificate.getCertificatePEM()),
        Map.entry("ssl.keystore.key", certificate.getPrivateKeyPEM()),
        Map.entry("ssl.truststore.type", "PEM"),
        Map.entry("ssl.truststore.certificates", certificate.getCertificatePEM())));
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @Test
  void aSessionGoesThroughGatewayAndAggregatorAndComesBackClosed(Vertx vertx) throws Exception {
    List<String> settings = new ArrayList<>(secured("right"));
    settings.add("spool.maxBytes=0B");
    TestGateway gateway =
        TestGateway.start(vertx, broker.bootstrapServers(), PREFIX, settings.toArray(String[]::new));
    settings.addAll(List.of("kafka.bootstrapServers=" + broker.bootstrapServers(), "topics.prefix=" + PREFIX,
        "topics.partitions=4", "topics.replicationFactor=1", "topics.minInsyncReplicas=1", "management.port=0",
        "data.dir=" + data.resolve("aggregator")));
    AggregatorRole aggregator = new AggregatorRole(vertx, ConfigLoader.defaults(settings.toArray(String[]::new)),
        new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), new Health());
    TestGateway.await(aggregator.start());

    String sid = gateway.open();
    assertThat(gateway.event(sid, Bodies.event("sessionEnd", 1)).status()).isEqualTo(204);

    Awaitility.await().atMost(Duration.ofMinutes(1))
        .until(() -> gateway.event(sid, Bodies.ping()).status() == 410);
    assertThat(gateway.health().ready().up()).isTrue();
    TestGateway.await(aggregator.stop());
    gateway.stop();
  }

  @Test
  void withTheWrongPasswordOrWithoutTlsNothingIsDone() {
    assertThat(check(secured("wrong"))).isNotInstanceOf(TopicCheck.Right.class);
    assertThat(check(List.of())).isNotInstanceOf(TopicCheck.Right.class);
  }

  private static TopicCheck check(List<String> settings) {
    KafkaConfig kafka = ConfigLoader.defaults(Stream.concat(settings.stream(),
        Stream.of("kafka.bootstrapServers=" + broker.bootstrapServers(), "kafka.admin.default.api.timeout.ms=2000",
            "kafka.admin.request.timeout.ms=2000"))
        .toArray(String[]::new)).kafka();
    try (TopicAdmin admin = new TopicAdmin(kafka)) {
      return admin.create(new Topics(ConfigLoader.defaults("topics.prefix=other.").topics()).all());
    }
  }

  private static List<String> secured(String password) {
    return Stream.of("producer", "consumer", "streams", "admin")
        .flatMap(client -> Stream.of("security.protocol=SASL_SSL", "sasl.mechanism=PLAIN",
            "sasl.jaas.config=" + LOGIN.formatted(password) + ";", "ssl.truststore.type=PEM",
            "ssl.truststore.certificates=" + certificate.getCertificatePEM())
            .map(setting -> "kafka." + client + "." + setting))
        .toList();
  }
}

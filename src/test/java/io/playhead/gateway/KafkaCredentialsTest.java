package io.playhead.gateway;

import static org.apache.kafka.common.acl.AclOperation.ALL;
import static org.apache.kafka.common.acl.AclOperation.CREATE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.playhead.AggregatorRole;
import io.playhead.config.ConfigLoader;
import io.playhead.dev.EmbeddedBroker;
import io.playhead.eventlog.TopicAdmin;
import io.playhead.eventlog.TopicCheck;
import io.playhead.eventlog.Topics;
import io.playhead.ops.Health;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialDeletion;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The rotation of Kafka's credentials as docs/operations.md has it, "Keys", on a broker with SCRAM that asks for rights. */
@ExtendWith(VertxExtension.class)
class KafkaCredentialsTest {
  private static final String BROKERS_LOGIN =
      "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"broker\" password=\"b\"";
  private static final String LOGIN =
      "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%1$s\" password=\"of-%1$s\";";
  private static final String APPLICATION = "playhead-aggregator";

  @TempDir
  private static Path data;
  private static EmbeddedBroker broker;
  private static Admin admin;

  @BeforeAll
  static void start() throws Exception {
    broker = EmbeddedBroker.start(0, data.resolve("kafka"), Map.of(
        "listener.security.protocol.map", "PLAINTEXT:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT",
        "sasl.enabled.mechanisms", "PLAIN,SCRAM-SHA-512",
        "sasl.mechanism.inter.broker.protocol", "PLAIN",
        "listener.name.plaintext.plain.sasl.jaas.config", BROKERS_LOGIN + " user_broker=\"b\";",
        "listener.name.plaintext.scram-sha-512.sasl.jaas.config",
        "org.apache.kafka.common.security.scram.ScramLoginModule required;",
        "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
        "super.users", "User:broker;User:ANONYMOUS"));
    admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers(), "security.protocol", "SASL_PLAINTEXT",
        "sasl.mechanism", "PLAIN", "sasl.jaas.config", BROKERS_LOGIN + ";"));
    addUser("nobody");
    assertThat(topics("PLAIN", BROKERS_LOGIN + ";")).isInstanceOf(TopicCheck.Right.class);
  }

  @AfterAll
  static void stop() {
    admin.close();
    broker.close();
  }

  @Test
  void aRotationLosesNoSession(Vertx vertx) throws Exception {
    addUser("older");
    allow("older");
    TestGateway one = gateway(vertx, "one", "older");
    TestGateway two = gateway(vertx, "two", "older");
    AggregatorRole aggregator = aggregator(vertx, "older");
    String begun = one.open();

    addUser("newer");
    allow("newer");
    one.stop();
    one = gateway(vertx, "one", "newer");
    assertThat(one.event(begun, Bodies.ping()).status()).isEqualTo(204);
    assertThat(two.event(begun, Bodies.ping()).status()).isEqualTo(204);
    two.stop();
    two = gateway(vertx, "two", "newer");
    TestGateway.await(aggregator.stop());
    aggregator = aggregator(vertx, "newer");
    removeUser("older");

    String later = two.open();
    assertThat(one.event(begun, Bodies.event("sessionEnd", 20)).status()).isEqualTo(204);
    assertThat(two.event(later, Bodies.event("sessionEnd", 1)).status()).isEqualTo(204);
    awaitClosed(two, begun);
    awaitClosed(one, later);
    assertThat(topics("SCRAM-SHA-512", LOGIN.formatted("older"))).isNotInstanceOf(TopicCheck.Right.class);
    TestGateway.await(aggregator.stop());
    one.stop();
    two.stop();
  }

  @Test
  void withoutThoseRightsNothingIsDone() {
    assertThat(topics("SCRAM-SHA-512", LOGIN.formatted("nobody"))).isInstanceOf(TopicCheck.Refused.class);
  }

  private static void awaitClosed(TestGateway gateway, String sid) {
    Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> gateway.event(sid, Bodies.ping()).status() == 410);
  }

  private static TestGateway gateway(Vertx vertx, String name, String user) throws Exception {
    return TestGateway.start(vertx, broker.bootstrapServers(), "media.",
        Stream.concat(login("SCRAM-SHA-512", LOGIN.formatted(user)), Stream.of("data.dir=" + data.resolve(name)))
            .toArray(String[]::new));
  }

  private static AggregatorRole aggregator(Vertx vertx, String user) throws Exception {
    AggregatorRole aggregator = new AggregatorRole(vertx,
        ConfigLoader.defaults(Stream.concat(login("SCRAM-SHA-512", LOGIN.formatted(user)),
            Stream.of("kafka.bootstrapServers=" + broker.bootstrapServers(), "topics.partitions=4",
                "topics.replicationFactor=1", "topics.minInsyncReplicas=1", "management.port=0",
                "aggregator.applicationId=" + APPLICATION, "data.dir=" + data.resolve("aggregator")))
            .toArray(String[]::new)),
        new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), new Health());
    TestGateway.await(aggregator.start());
    return aggregator;
  }

  /** What `playhead topics` says to who logs in like that. */
  private static TopicCheck topics(String mechanism, String login) {
    var config = ConfigLoader.defaults(Stream.concat(login(mechanism, login),
        Stream.of("kafka.bootstrapServers=" + broker.bootstrapServers(), "topics.partitions=4",
            "topics.replicationFactor=1", "topics.minInsyncReplicas=1"))
        .toArray(String[]::new));
    try (TopicAdmin topics = new TopicAdmin(config.kafka())) {
      return topics.create(new Topics(config.topics()).all());
    }
  }

  private static Stream<String> login(String mechanism, String login) {
    return Stream.of("producer", "consumer", "streams", "admin")
        .flatMap(client -> Stream.of("security.protocol=SASL_PLAINTEXT", "sasl.mechanism=" + mechanism,
            "sasl.jaas.config=" + login).map(setting -> "kafka." + client + "." + setting));
  }

  private static void addUser(String name) throws Exception {
    admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(name,
        new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096), "of-" + name))).all().get();
  }

  private static void removeUser(String name) throws Exception {
    admin.alterUserScramCredentials(List.of(new UserScramCredentialDeletion(name, ScramMechanism.SCRAM_SHA_512))).all()
        .get();
  }

  private static void allow(String user) throws Exception {
    List<AclBinding> rights = Stream.of(
        rights(user, ResourceType.TOPIC, "media.", READ, WRITE, DESCRIBE, DESCRIBE_CONFIGS),
        rights(user, ResourceType.TOPIC, APPLICATION, READ, WRITE, DESCRIBE, DESCRIBE_CONFIGS, CREATE),
        rights(user, ResourceType.GROUP, APPLICATION, ALL),
        rights(user, ResourceType.TRANSACTIONAL_ID, APPLICATION, ALL)).flatMap(all -> all).toList();
    admin.createAcls(rights).all().get();
    awaitAllowed(user);
  }

  /** What the controller has committed the broker applies a little later. */
  private static void awaitAllowed(String user) {
    Map<String, Object> login = Map.of("bootstrap.servers", broker.bootstrapServers(), "security.protocol",
        "SASL_PLAINTEXT", "sasl.mechanism", "SCRAM-SHA-512", "sasl.jaas.config", LOGIN.formatted(user));
    Awaitility.await().atMost(Duration.ofMinutes(1)).ignoreExceptions().until(() -> {
      try (Admin asUser = Admin.create(login)) {
        return asUser.describeTopics(List.of("media.events")).allTopicNames().get().size() == 1;
      }
    });
  }

  private static Stream<AclBinding> rights(String user, ResourceType type, String prefix, AclOperation... operations) {
    return Stream.of(operations)
        .map(operation -> new AclBinding(new ResourcePattern(type, prefix, PatternType.PREFIXED),
            new AccessControlEntry("User:" + user, "*", operation, AclPermissionType.ALLOW)));
  }
}

package io.playhead.eventlog;

import io.playhead.config.KafkaConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Makes and checks topics. Its methods block for as long as the admin client may wait ({@code default.api.timeout.ms},
 * 10 s if not configured); they are not for an event loop.
 */
public final class TopicAdmin implements AutoCloseable {
  private static final Duration VISIBLE_WITHIN = Duration.ofSeconds(10);

  private final Admin admin;
  private final String bootstrapServers;

  /** Connects lazily: a broker that does not answer shows at the first check. */
  public TopicAdmin(KafkaConfig config) {
    var settings = new HashMap<String, Object>(
        Map.of(AdminClientConfig.CLIENT_ID_CONFIG, "playhead-topics", AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
            "5000", AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "10000"));
    settings.putAll(config.admin());
    settings.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, config.bootstrapServers());
    admin = Admin.create(settings);
    bootstrapServers = config.bootstrapServers();
  }

  /** Compares topics with how they should be; a missing one is wrong. */
  public TopicCheck check(List<TopicSpec> specs) {
    return answer(() -> {
      var findings = new Findings();
      for (TopicSpec spec : specs) {
        describe(spec).ifPresentOrElse(found -> findings.compare(spec, found), () -> findings.missing(spec));
      }
      return findings.result(List.of());
    });
  }

  /**
   * Makes the topics that are missing, and compares the others with how they should be. The broker knows of those made
   * when this returns.
   */
  public TopicCheck create(List<TopicSpec> specs) {
    return answer(() -> {
      var findings = new Findings();
      var created = new ArrayList<String>();
      for (TopicSpec spec : specs) {
        Optional<Found> found = describe(spec);
        if (found.isPresent()) {
          findings.compare(spec, found.get());
        } else if (create(spec)) {
          created.add(spec.name());
        }
      }
      awaitVisible(specs);
      return findings.result(created);
    });
  }

  @Override
  public void close() {
    admin.close();
  }

  /** A topic as it is. */
  record Found(TopicDescription description, Config config) {
    int partitions() {
      return description.partitions().size();
    }

    int replicationFactor() {
      return description.partitions().stream().mapToInt(partition -> partition.replicas().size()).min().orElse(0);
    }

    String setting(String name) {
      return config.get(name).value();
    }
  }

  private Optional<Found> describe(TopicSpec spec) throws InterruptedException {
    try {
      var resource = new ConfigResource(ConfigResource.Type.TOPIC, spec.name());
      Collection<TopicDescription> descriptions =
          get(admin.describeTopics(List.of(spec.name())).allTopicNames()).values();
      Collection<Config> configs = get(admin.describeConfigs(List.of(resource)).all()).values();
      return Optional.of(new Found(descriptions.iterator().next(), configs.iterator().next()));
    } catch (UnknownTopicOrPartitionException e) {
      return Optional.empty();
    }
  }

  /** Whether this call made it, rather than another process at the same time. */
  private boolean create(TopicSpec spec) throws InterruptedException {
    var topic = new NewTopic(spec.name(), spec.partitions(), spec.replicationFactor()).configs(spec.settings());
    try {
      get(admin.createTopics(List.of(topic)).all());
      return true;
    } catch (TopicExistsException e) {
      return false;
    }
  }

  /** Creation is acknowledged by the controller, and reaches the brokers that answer questions a little later. */
  private void awaitVisible(List<TopicSpec> specs) throws InterruptedException {
    long deadline = System.nanoTime() + VISIBLE_WITHIN.toNanos();
    for (TopicSpec spec : specs) {
      while (describe(spec).isEmpty()) {
        if (System.nanoTime() > deadline) {
          throw new TimeoutException("topic " + spec.name() + " was created and is not to be seen");
        }
        TimeUnit.MILLISECONDS.sleep(20);
      }
    }
  }

  private TopicCheck answer(Question question) {
    try {
      return question.ask();
    } catch (RetriableException e) {
      return new TopicCheck.Unreachable("no answer from Kafka at " + bootstrapServers + ": " + e.getMessage());
    } catch (KafkaException e) {
      return new TopicCheck.Refused("Kafka at " + bootstrapServers + " refuses: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new TopicCheck.Unreachable("interrupted");
    }
  }

  private static <T> T get(KafkaFuture<T> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause());
    }
  }

  /** Something asked of the brokers. */
  private interface Question {
    TopicCheck ask() throws InterruptedException;
  }
}

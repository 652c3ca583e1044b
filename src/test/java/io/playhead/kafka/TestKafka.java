package io.playhead.kafka;

import io.playhead.dev.EmbeddedBroker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;

/**
 * The broker that all tests of a run share: a container where a Docker engine answers, the embedded broker where none
 * does. {@code -Dplayhead.test.kafka=container} or {@code embedded} forces either.
 *
 * <p>Topics are not made by writing to them. A test keeps out of the way of others by a prefix of its own.
 *
 * @param bootstrapServers the broker's address: {@code host:port}
 * @param stop stops the broker
 */
public record TestKafka(String bootstrapServers, Runnable stop) implements AutoCloseable {
  private static final String IMAGE = "apache/kafka:4.3.1";

  /** Starts a broker of the caller's own; JUnit tests share one through {@link KafkaExtension}. */
  public static TestKafka start() {
    String choice = System.getProperty("playhead.test.kafka", "");
    return switch (choice) {
      case "container" -> container("forced");
      case "embedded" -> embedded("forced");
      case "" -> DockerClientFactory.instance().isDockerAvailable()
          ? container("a Docker engine answers")
          : embedded("no Docker engine answers");
      default ->
        throw new IllegalArgumentException("playhead.test.kafka is container or embedded, not \"" + choice + '"');
    };
  }

  /** A topic prefix that no other test has, such as {@code test-1f0c….}. */
  public String uniquePrefix() {
    return "test-" + UUID.randomUUID() + ".";
  }

  @Override
  public void close() {
    stop.run();
  }

  @SuppressWarnings("resource") // The run's end closes it.
  private static TestKafka container(String reason) {
    System.out.println("Kafka tests run on a container of " + IMAGE + " (" + reason + ")");
    KafkaContainer container = new KafkaContainer(IMAGE).withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false");
    container.start();
    return new TestKafka(container.getBootstrapServers(), container::stop);
  }

  @SuppressWarnings("resource") // The run's end closes it.
  private static TestKafka embedded(String reason) {
    System.out.println("Kafka tests run on the embedded broker (" + reason + ")");
    try {
      EmbeddedBroker broker = EmbeddedBroker.start(0, Files.createTempDirectory(Path.of("target"), "kafka-"));
      return new TestKafka(broker.bootstrapServers(), broker::close);
    } catch (IOException e) {
      throw new UncheckedIOException("the embedded broker does not start", e);
    }
  }
}

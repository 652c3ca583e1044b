package io.playhead.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerTest {
  @TempDir
  Path data;

  @Test
  void aBrokerStartedAgainOnTheSamePortAndDirectoryHasItsRecords() throws Exception {
    int port = EmbeddedBroker.freePort();
    try (var broker = EmbeddedBroker.start(port, data)) {
      assertThat(broker.bootstrapServers()).isEqualTo("127.0.0.1:" + port);
      write(broker);
    }
    try (var again = EmbeddedBroker.start(port, data)) {
      assertThat(read(again)).isEqualTo("kept");
    }
  }

  @Test
  void aPortInUseIsAnError() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatIOException().isThrownBy(() -> EmbeddedBroker.start(taken.getLocalPort(), data))
          .withMessageContaining("port " + taken.getLocalPort());
    }
  }

  private static void write(EmbeddedBroker broker) throws Exception {
    Map<String, Object> settings = Map.of("bootstrap.servers", broker.bootstrapServers());
    try (var admin = Admin.create(settings);
        var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      admin.createTopics(List.of(new NewTopic("t", 1, (short) 1))).all().get();
      producer.send(new ProducerRecord<>("t", "kept")).get();
    }
  }

  private static String read(EmbeddedBroker broker) {
    Map<String, Object> settings = Map.of("bootstrap.servers", broker.bootstrapServers());
    try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      var partition = new TopicPartition("t", 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      List<ConsumerRecord<String, String>> records = consumer.poll(Duration.ofSeconds(20)).records(partition);
      return records.getFirst().value();
    }
  }
}

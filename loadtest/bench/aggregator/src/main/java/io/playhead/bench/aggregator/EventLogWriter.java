package io.playhead.bench.aggregator;

import io.playhead.bench.aggregator.Audience.Posted;
import io.playhead.event.EventType;
import io.playhead.eventlog.EventId;
import io.playhead.eventlog.RecordHeaders;
import io.playhead.eventlog.Topics;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes what an audience posts as a gateway would: keys, headers, partitions, compression and the size of batches. */
final class EventLogWriter {
  private static final long GATEWAY = 0x706C617968656164L;

  /** About thirty events, what a gateway has for a partition every 5 ms when all of them take 120,000 events/s. */
  private static final int BATCH = 5_000;

  private static final Map<EventType, Header> TYPES = types();
  private static final Header USER_AGENT =
      RecordHeaders.header(RecordHeaders.USER_AGENT, "Mozilla/5.0 (SMART-TV; Linux; Tizen 6.0) Bench/1.0");

  private final String brokers;
  private final String topic;
  private final int partitions;

  EventLogWriter(String brokers, String topic, int partitions) {
    this.brokers = brokers;
    this.topic = topic;
    this.partitions = partitions;
  }

  /** Writes that many events; the times of the records are those of the posts. */
  void write(Audience audience, long events) {
    Map<String, Object> settings = Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, brokers,
        ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4", ProducerConfig.BATCH_SIZE_CONFIG, BATCH,
        ProducerConfig.LINGER_MS_CONFIG, 1_000, ProducerConfig.BUFFER_MEMORY_CONFIG, 64L << 20);
    try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (long counter = 0; counter < events; counter++) {
        producer.send(record(audience.next(), counter));
      }
    }
  }

  private ProducerRecord<byte[], byte[]> record(Posted posted, long counter) {
    byte[] key = posted.sid().getBytes(StandardCharsets.ISO_8859_1);
    List<Header> headers = new ArrayList<>();
    headers.add(TYPES.get(posted.type()));
    headers.add(new EventId(GATEWAY, counter).toHeader());
    if (posted.type() == EventType.SESSION_START) {
      headers.add(USER_AGENT);
    }
    return new ProducerRecord<>(topic, Topics.partition(key, partitions), posted.at(), key, posted.body(), headers);
  }

  private static Map<EventType, Header> types() {
    Map<EventType, Header> types = new EnumMap<>(EventType.class);
    for (EventType type : EventType.values()) {
      types.put(type, RecordHeaders.header(RecordHeaders.TYPE, type.wireName()));
    }
    return types;
  }
}

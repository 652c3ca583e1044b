package io.playhead.aggregator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.playhead.config.ConfigLoader;
import io.playhead.config.PlayheadConfig;
import io.playhead.eventlog.RecordHeaders;
import io.playhead.eventlog.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/** One partition of the event log, written by hand, with the topology behind it. Seconds are those of append timestamps. */
final class TestLog implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();
  private static final byte @Nullable [] NONE = null;

  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final TopologyTestDriver driver;
  private final TestInputTopic<byte[], byte[]> events;
  private final TestOutputTopic<byte[], byte[]> reports;
  private final TestOutputTopic<byte[], byte[]> closed;
  private final TestOutputTopic<byte[], byte[]> rejected;
  private final TestOutputTopic<byte[], byte[]> live;

  /**
   * A record that came out.
   *
   * @param second its timestamp, on the scale of what went in
   */
  record Out(@Nullable String sid, double second, JsonNode value) {
    String text(String field) {
      return value.path(field).asText();
    }
  }

  /** A log of an aggregator with those assignments. */
  TestLog(String... assignments) {
    List<String> all = new ArrayList<>(List.of(assignments));
    all.add("topics.partitions=1");
    PlayheadConfig config = ConfigLoader.defaults(all.toArray(String[]::new));
    Topics topics = new Topics(config.topics());
    Properties settings = new Properties();
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
    settings.put(StreamsConfig.STATE_DIR_CONFIG, "target/test-streams/" + System.nanoTime());
    driver = new TopologyTestDriver(
        new AggregatorTopology(config, new AggregatorMetrics(meters, InstantSource.system()), Optional.empty()).build(),
        settings);
    events = driver.createInputTopic(topics.events().name(), new ByteArraySerializer(), new ByteArraySerializer());
    reports = output(topics.reports().name());
    closed = output(topics.closed().name());
    rejected = output(topics.rejected().name());
    live = output(topics.live().name());
  }

  /** Appends an event whose device's clock shows the same second. */
  void event(double second, int session, String type, double playhead) {
    append(second, Bodies.sid(session), type, Bodies.event(type, second, playhead));
  }

  void start(double second, int session) {
    append(second, Bodies.sid(session), "sessionStart", Bodies.sessionStart(second));
  }

  void tick(double second) {
    append(second, null, RecordHeaders.TICK, NONE);
  }

  /** Appends ticks, one a second, from the second after the first up to the last. */
  void ticks(int after, int until) {
    for (int second = after + 1; second <= until; second++) {
      tick(second);
    }
  }

  void append(double second, @Nullable String key, String type, byte @Nullable [] body) {
    append(second, key, RecordHeaders.header(RecordHeaders.TYPE, type), body);
  }

  void append(double second, @Nullable String key, Header type, byte @Nullable [] body) {
    List<Header> headers = List.of(type);
    events.pipeInput(new TestRecord<>(key == null ? NONE : Bodies.bytes(key), body,
        new org.apache.kafka.common.header.internals.RecordHeaders(headers),
        Instant.ofEpochMilli(Bodies.ORIGIN + Math.round(second * 1000))));
  }

  /** The reports since the last call. */
  List<Out> reports() {
    return read(reports);
  }

  /** The closings since the last call. */
  List<Out> closed() {
    return read(closed);
  }

  /** The rejections since the last call. */
  List<Out> rejected() {
    return read(rejected);
  }

  /** The live counts since the last call. */
  List<Out> live() {
    return read(live);
  }

  @Override
  public void close() {
    driver.close();
  }

  private TestOutputTopic<byte[], byte[]> output(String topic) {
    return driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private static List<Out> read(TestOutputTopic<byte[], byte[]> topic) {
    return topic.readRecordsToList().stream().map(TestLog::out).toList();
  }

  private static Out out(TestRecord<byte[], byte[]> record) {
    try {
      String key = record.key() == null ? null : new String(record.key(), StandardCharsets.UTF_8);
      return new Out(key, (record.timestamp() - Bodies.ORIGIN) / 1000.0, JSON.readTree(record.value()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

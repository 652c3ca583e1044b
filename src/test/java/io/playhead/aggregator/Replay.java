package io.playhead.aggregator;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.playhead.config.DataSize;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;
import org.jspecify.annotations.Nullable;

/** A partition's records, folded in this process without Kafka: what an aggregator that nothing disturbs would write. */
final class Replay {
  private static final DataSize MAX_RECORD = DataSize.parse("2MiB");
  private static final Duration CLOSED_MEMORY = Duration.ofDays(2);
  private static final Duration MOMENT = Duration.ofMillis(1);

  private final int partition;
  private final OpenSessions states;
  private final List<StateStore> stores;
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final List<Output> outputs = new ArrayList<>();
  private MockProcessorContext<byte[], byte[]> context;
  private SessionProcessor processor;

  /** A record written, all as text. */
  record Output(String sink, @Nullable String key, String value, long timestamp) {}

  Replay(int partition) {
    this.partition = partition;
    this.context = new MockProcessorContext<>();
    this.states = states();
    this.stores = List.of(states, store(SessionProcessor.LARGE_STATES), store(SessionProcessor.STARTS), closings(),
        store(SessionProcessor.LOG_TIME));
    this.processor = processor();
  }

  void accept(Record<byte[], byte[]> record, long offset) {
    context.setRecordMetadata("events", partition, offset);
    processor.process(record);
    context.forwarded().forEach(forward -> outputs.add(output(forward)));
    context.resetForwards();
  }

  /** Goes on with a new processor, as an aggregator does after a restart: it has the stores and nothing else. */
  void restart() {
    processor.close();
    context = new MockProcessorContext<>();
    processor = processor();
  }

  /** Puts other bytes in the place of a session's state. */
  void overwrite(String sid, byte[] state) {
    states.put(Objects.requireNonNull(states.find(sid)), state);
  }

  /** A session's state as it is stored. */
  byte[] state(String sid) {
    return Objects.requireNonNull(states.get(sid));
  }

  /** How many records were dropped as repeats. */
  int repeats() {
    return (int) meters.get("playhead.aggregator.repeats").counter().count();
  }

  /** All that was written. */
  List<Output> outputs() {
    return outputs;
  }

  private SessionProcessor processor() {
    stores.forEach(context::addStateStore);
    SessionProcessor created =
        new SessionProcessor(new AggregatorMetrics(meters, InstantSource.system()), MAX_RECORD, CLOSED_MEMORY,
            Optional.empty());
    created.init(context);
    return created;
  }

  private OpenSessions states() {
    OpenSessions store = new OpenSessionsBuilder(SessionProcessor.STATES).withLoggingDisabled().build();
    store.init(context.getStateStoreContext(), store);
    return store;
  }

  private WindowStore<String, byte[]> closings() {
    WindowStore<String, byte[]> store = Stores
        .windowStoreBuilder(Stores.inMemoryWindowStore(SessionProcessor.CLOSINGS, CLOSED_MEMORY, MOMENT, false),
            Serdes.String(), Serdes.ByteArray())
        .withLoggingDisabled()
        .withCachingDisabled()
        .build();
    store.init(context.getStateStoreContext(), store);
    return store;
  }

  private KeyValueStore<String, byte[]> store(String name) {
    KeyValueStore<String, byte[]> store = Stores
        .keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), Serdes.String(), Serdes.ByteArray())
        .withLoggingDisabled()
        .withCachingDisabled()
        .build();
    store.init(context.getStateStoreContext(), store);
    return store;
  }

  private static Output output(MockProcessorContext.CapturedForward<? extends byte[], ? extends byte[]> forward) {
    Record<? extends byte[], ? extends byte[]> record = forward.record();
    return new Output(forward.childName().orElseThrow(), record.key() == null ? null : text(record.key()),
        text(record.value()), record.timestamp());
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}

package io.playhead.aggregator;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.playhead.config.DataSize;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/** A partition's records, folded in this process without Kafka: what an aggregator that nothing disturbs would write. */
final class Replay {
  private static final DataSize MAX_RECORD = DataSize.parse("2MiB");

  private final int partition;
  private final List<KeyValueStore<String, byte[]>> stores;
  private final List<Output> outputs = new ArrayList<>();
  private MockProcessorContext<byte[], byte[]> context;
  private SessionProcessor processor;

  /** A record written, all as text. */
  record Output(String sink, @Nullable String key, String value, long timestamp) {}

  Replay(int partition) {
    this.partition = partition;
    this.context = new MockProcessorContext<>();
    this.stores = List.of(store(SessionProcessor.STATES), store(SessionProcessor.STARTS),
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
    stores.getFirst().put(sid, state);
  }

  /** All that was written. */
  List<Output> outputs() {
    return outputs;
  }

  private SessionProcessor processor() {
    stores.forEach(context::addStateStore);
    SessionProcessor created =
        new SessionProcessor(new AggregatorMetrics(new SimpleMeterRegistry(), InstantSource.system()), MAX_RECORD);
    created.init(context);
    return created;
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

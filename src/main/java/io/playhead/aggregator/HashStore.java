package io.playhead.aggregator;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.query.Position;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * A store in memory that finds its entries by hash; Kafka Streams wraps it and writes its changelog. Entries have no order, so there are
 * no ranges. One thread writes, others may read.
 *
 * <p>Kafka Streams' own store in memory is a sorted map: a dozen comparisons of keys, most of them in memory that no cache holds, for
 * each of the two look-ups of an event (docs/performance.md, "Aggregator").
 */
final class HashStore implements KeyValueStore<Bytes, byte[]> {
  private final String name;
  private final Map<Bytes, byte[]> entries = new ConcurrentHashMap<>();
  private volatile boolean open;

  private HashStore(String name) {
    this.name = name;
  }

  /** Makes stores of that name, one for each task. */
  static KeyValueBytesStoreSupplier supplier(String name) {
    return new KeyValueBytesStoreSupplier() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public KeyValueStore<Bytes, byte[]> get() {
        return new HashStore(name);
      }

      @Override
      public String metricsScope() {
        return "in-memory";
      }
    };
  }

  @Override
  public String name() {
    return name;
  }

  /** What the changelog holds comes in next. */
  @Override
  public void init(StateStoreContext context, StateStore root) {
    context.register(root, (key, value) -> put(Bytes.wrap(key), value));
    open = true;
  }

  @Override
  public byte @Nullable [] get(Bytes key) {
    return entries.get(key);
  }

  /** A value of null deletes. */
  @Override
  public void put(Bytes key, byte @Nullable [] value) {
    if (value == null) {
      entries.remove(key);
    } else {
      entries.put(key, value);
    }
  }

  @Override
  public byte @Nullable [] putIfAbsent(Bytes key, byte[] value) {
    return entries.putIfAbsent(key, value);
  }

  @Override
  public void putAll(List<KeyValue<Bytes, byte[]>> all) {
    all.forEach(entry -> put(entry.key, entry.value));
  }

  @Override
  public byte @Nullable [] delete(Bytes key) {
    return entries.remove(key);
  }

  @Override
  public KeyValueIterator<Bytes, byte[]> all() {
    Iterator<Map.Entry<Bytes, byte[]>> all = entries.entrySet().iterator();
    return new KeyValueIterator<>() {
      @Override
      public boolean hasNext() {
        return all.hasNext();
      }

      @Override
      public KeyValue<Bytes, byte[]> next() {
        Map.Entry<Bytes, byte[]> next = all.next();
        return KeyValue.pair(next.getKey(), next.getValue());
      }

      @Override
      public Bytes peekNextKey() {
        throw new UnsupportedOperationException("nobody looks ahead");
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public KeyValueIterator<Bytes, byte[]> range(Bytes from, Bytes to) {
    throw new UnsupportedOperationException("entries have no order");
  }

  @Override
  public long approximateNumEntries() {
    return entries.size();
  }

  /** Nobody asks for what is at a position of the log or later. */
  @Override
  public Position getPosition() {
    return Position.emptyPosition();
  }

  @Override
  public boolean persistent() {
    return false;
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public void close() {
    open = false;
    entries.clear();
  }
}

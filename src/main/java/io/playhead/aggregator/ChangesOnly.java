package io.playhead.aggregator;

import java.util.List;
import java.util.Objects;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.query.Position;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * What stands below Kafka Streams' wrapper that writes the changelog of {@link OpenSessions}: it keeps nothing, since
 * they do, and is never read.
 */
final class ChangesOnly implements KeyValueStore<Bytes, byte[]> {
  private final String name;
  private @Nullable OpenSessions sessions;

  ChangesOnly(String name) {
    this.name = name;
  }

  /** Says where a changelog is restored to. */
  void restoreTo(OpenSessions restored) {
    sessions = restored;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void init(StateStoreContext context, StateStore root) {
    context.register(root, Objects.requireNonNull(sessions)::restore);
  }

  @Override
  public void put(Bytes key, byte @Nullable [] value) {}

  @Override
  public byte @Nullable [] delete(Bytes key) {
    return null;
  }

  @Override
  public byte @Nullable [] putIfAbsent(Bytes key, byte[] value) {
    throw unread();
  }

  @Override
  public void putAll(List<KeyValue<Bytes, byte[]>> all) {
    throw unread();
  }

  @Override
  public byte @Nullable [] get(Bytes key) {
    throw unread();
  }

  @Override
  public KeyValueIterator<Bytes, byte[]> range(Bytes from, Bytes to) {
    throw unread();
  }

  @Override
  public KeyValueIterator<Bytes, byte[]> all() {
    throw unread();
  }

  private static UnsupportedOperationException unread() {
    return new UnsupportedOperationException("nobody asks what is in the changelog");
  }

  @Override
  public long approximateNumEntries() {
    return 0;
  }

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
    return true;
  }

  @Override
  public void close() {}
}

package io.playhead.aggregator;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.query.Position;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The open sessions of a partition, by hash, in memory: a store of Kafka Streams that hands out what it holds, so that an
 * event looks its session up once and puts its state back without looking again. One thread writes, others may read.
 */
final class OpenSessions implements StateStore, ReadOnlyKeyValueStore<String, byte[]> {
  private final String name;
  private final KeyValueStore<Bytes, byte[]> changelog;
  private final Map<String, KnownSession> bySid = new ConcurrentHashMap<>();
  private volatile boolean open;

  /**
   * An empty store.
   *
   * @param changelog what is put there is written to the changelog and not kept
   */
  OpenSessions(String name, KeyValueStore<Bytes, byte[]> changelog) {
    this.name = name;
    this.changelog = changelog;
  }

  /** A session, if it is open. */
  @Nullable
  KnownSession find(String sid) {
    return bySid.get(sid);
  }

  /** Adds a session that has no entry. */
  KnownSession add(String sid, byte[] state) {
    KnownSession known = new KnownSession(sid, state);
    bySid.put(sid, known);
    changelog.put(key(sid), state);
    return known;
  }

  /** Puts another state in the place of that of a session here. */
  void put(KnownSession known, byte[] state) {
    known.state = state;
    changelog.put(key(known.sid), state);
  }

  /** Forgets a session. */
  void remove(KnownSession known) {
    bySid.remove(known.sid);
    changelog.delete(key(known.sid));
  }

  private static Bytes key(String sid) {
    return Bytes.wrap(sid.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Hands over all. */
  void forEach(Consumer<KnownSession> action) {
    bySid.values().forEach(action);
  }

  /** How many there are. */
  int size() {
    return bySid.size();
  }

  @Override
  public byte @Nullable [] get(String sid) {
    KnownSession known = bySid.get(sid);
    return known == null ? null : known.state;
  }

  /** What the changelog holds comes in next, by {@link #restore}. */
  @Override
  public void init(StateStoreContext context, StateStore root) {
    changelog.init(context, root);
    open = true;
  }

  /** Takes an entry of the changelog; one without a state deletes. */
  void restore(byte[] key, byte @Nullable [] state) {
    String sid = new String(key, StandardCharsets.ISO_8859_1);
    if (state == null) {
      bySid.remove(sid);
    } else {
      bySid.put(sid, new KnownSession(sid, state));
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public KeyValueIterator<String, byte[]> all() {
    throw new UnsupportedOperationException("sessions are asked for one by one");
  }

  @Override
  public KeyValueIterator<String, byte[]> range(String from, String to) {
    throw new UnsupportedOperationException("entries have no order");
  }

  @Override
  public long approximateNumEntries() {
    return bySid.size();
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
    bySid.clear();
    changelog.close();
  }
}

package io.playhead.aggregator;

import io.playhead.event.MediaEvent;
import io.playhead.event.MediaEventReader;
import io.playhead.event.UnreadableEventException;
import io.playhead.session.Session;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * The open sessions of a partition, in two stores: what changes with every event, and the record of each {@code sessionStart}, which
 * is large, written once and read only for reports.
 */
final class SessionStore {
  private final KeyValueStore<String, byte[]> states;
  private final KeyValueStore<String, byte[]> starts;
  private final MediaEventReader reader;
  private final AggregatorMetrics metrics;

  SessionStore(KeyValueStore<String, byte[]> states, KeyValueStore<String, byte[]> starts, MediaEventReader reader,
      AggregatorMetrics metrics) {
    this.states = states;
    this.starts = starts;
    this.reader = reader;
    this.metrics = metrics;
  }

  /** The session, if it is open. */
  Optional<Session> get(String sid) {
    return Optional.ofNullable(states.get(sid)).map(state -> decode(state, sid, starts, reader));
  }

  boolean contains(String sid) {
    return states.get(sid) != null;
  }

  /** Adds a session with the bytes of its {@code sessionStart}. */
  void add(String sid, Session session, byte[] sessionStart) {
    starts.put(sid, sessionStart);
    put(sid, session);
  }

  /** Keeps what has become of a session. */
  void put(String sid, Session session) {
    StateWriter writer = new StateWriter();
    session.writeTo(writer);
    byte[] state = writer.toBytes();
    metrics.stored(state.length);
    states.put(sid, state);
  }

  /** Drops a session that has closed. */
  void delete(String sid) {
    states.delete(sid);
    starts.delete(sid);
  }

  /** Hands over every open session. */
  void forEach(BiConsumer<String, Session> action) {
    try (KeyValueIterator<String, byte[]> all = states.all()) {
      while (all.hasNext()) {
        KeyValue<String, byte[]> next = all.next();
        action.accept(next.key, decode(next.value, next.key, starts, reader));
      }
    }
  }

  /** The session of that state; its {@code sessionStart} is read when it is asked for. */
  static Session decode(byte[] state, String sid, ReadOnlyKeyValueStore<String, byte[]> starts,
      MediaEventReader reader) {
    return Session.readFrom(new StateReader(state), sid, () -> start(sid, starts, reader));
  }

  private static MediaEvent start(String sid, ReadOnlyKeyValueStore<String, byte[]> starts, MediaEventReader reader) {
    byte[] record = starts.get(sid);
    if (record == null) {
      throw new IllegalStateException("the sessionStart of an open session is not stored");
    }
    try {
      return reader.read(record);
    } catch (UnreadableEventException e) {
      throw new IllegalStateException("a stored sessionStart cannot be read again", e);
    }
  }
}

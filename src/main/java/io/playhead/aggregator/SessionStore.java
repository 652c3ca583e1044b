package io.playhead.aggregator;

import io.playhead.aggregator.StoredSession.Closed;
import io.playhead.aggregator.StoredSession.Open;
import io.playhead.aggregator.StoredSession.Unknown;
import io.playhead.event.MediaEventReader;
import io.playhead.event.UnreadableEventException;
import io.playhead.session.LoggedStart;
import io.playhead.session.Session;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of a partition. What changes of an open one with every event stands in memory; should it be large, which only
 * events make that carry much text, then on disk, with a mark in its place, so that nobody fills the memory with a few sessions. The
 * record of each {@code sessionStart}, which is large, written once and read only for reports, stands on disk. The closed sessions are
 * remembered there for a while, under the log time of their closing.
 */
final class SessionStore {
  /** A playing session has about 160 bytes, one with an open ad, break and chapter and a few waiting events less than 1,000. */
  static final int LARGEST_IN_MEMORY = 4_096;

  /** Stands for a state that is on disk; as no state has version 0, an older program stops at it instead of misreading it. */
  private static final byte[] ON_DISK = {0};

  private final OpenSessions states;
  private final KeyValueStore<String, byte[]> largeStates;
  private final KeyValueStore<String, byte[]> starts;
  private final WindowStore<String, byte[]> closings;
  private final long closedMemory;
  private final MediaEventReader reader;
  private final AggregatorMetrics metrics;

  /**
   * Sessions in those stores.
   *
   * @param closedMemory for how much log time closed sessions are remembered; the store keeps them at least as long
   */
  SessionStore(OpenSessions states, KeyValueStore<String, byte[]> largeStates, KeyValueStore<String, byte[]> starts,
      WindowStore<String, byte[]> closings, Duration closedMemory, MediaEventReader reader,
      AggregatorMetrics metrics) {
    this.states = states;
    this.largeStates = largeStates;
    this.starts = starts;
    this.closings = closings;
    this.closedMemory = closedMemory.toMillis();
    this.reader = reader;
    this.metrics = metrics;
  }

  /** What is known of a session at that log time; for an open one it costs one look-up. */
  StoredSession find(String sid, long logTime) {
    KnownSession known = states.find(sid);
    return known == null ? findClosed(sid, logTime) : open(known);
  }

  /** A session that is open, without a look-up. */
  Open open(KnownSession known) {
    byte[] state = Objects.requireNonNull(resolve(known.sid, known.state, largeStates), known.sid);
    StateReader source = new StateReader(state);
    HighWaterMarks marks = HighWaterMarks.readFrom(source);
    return new Open(known, session(source, known.sid, starts, reader), marks);
  }

  /** When the store drops what is older is its own affair: by the bounds, that makes no difference here. */
  private StoredSession findClosed(String sid, long logTime) {
    long oldest = Math.max(0, logTime - closedMemory + 1);
    try (WindowStoreIterator<byte[]> found = closings.fetch(sid, oldest, logTime)) {
      if (!found.hasNext()) {
        return new Unknown(HighWaterMarks.NONE);
      }
      KeyValue<Long, byte[]> closing = found.next();
      return new Closed(closing.key, HighWaterMarks.readFrom(new StateReader(closing.value)));
    }
  }

  /** Adds a session with the record of its {@code sessionStart}. */
  KnownSession add(String sid, Session session, HighWaterMarks marks, LoggedRecord sessionStart) {
    starts.put(sid, new StoredStart(sessionStart.body(), Optional.of(sessionStart.position())).toBytes());
    return states.add(sid, inMemory(sid, write(session, marks)));
  }

  /** Keeps what has become of a session. What is unknown stays so: anyone can make up session ids. */
  void put(String sid, StoredSession stored) {
    switch (stored) {
      case Open open -> put(open);
      case Closed closed -> put(sid, closed);
      case Unknown unknown -> {
      }
    }
  }

  /** Keeps what has become of an open session. */
  void put(Open open) {
    KnownSession known = open.known();
    byte[] state = write(open.session(), open.marks());
    boolean wasOnDisk = isOnDisk(known.state);
    states.put(known, inMemory(known.sid, state));
    if (wasOnDisk && !isOnDisk(known.state)) {
      largeStates.delete(known.sid);
    }
  }

  private byte[] write(Session session, HighWaterMarks marks) {
    StateWriter writer = new StateWriter();
    marks.writeTo(writer);
    session.writeTo(writer);
    byte[] state = writer.toBytes();
    metrics.stored(state.length);
    return state;
  }

  /** What stands in memory of a state; if it is not the state itself, that is on disk from now on. */
  private byte[] inMemory(String sid, byte[] state) {
    if (state.length <= LARGEST_IN_MEMORY) {
      return state;
    }
    largeStates.put(sid, state);
    return ON_DISK;
  }

  private void put(String sid, Closed closed) {
    StateWriter writer = new StateWriter();
    closed.marks().writeTo(writer);
    closings.put(sid, writer.toBytes(), closed.at());
  }

  /** Drops an open session; of those that are not large the disk hears nothing. */
  void delete(KnownSession known) {
    if (isOnDisk(known.state)) {
      largeStates.delete(known.sid);
    }
    states.remove(known);
    starts.delete(known.sid);
  }

  /** Hands over every open session. */
  void forEachOpen(Consumer<Open> action) {
    states.forEach(known -> action.accept(open(known)));
  }

  /** How many sessions are open. */
  int size() {
    return states.size();
  }

  /** The state of a session that is open, wherever it stands; null if none is. */
  static byte @Nullable [] state(String sid, ReadOnlyKeyValueStore<String, byte[]> states,
      ReadOnlyKeyValueStore<String, byte[]> largeStates) {
    return resolve(sid, states.get(sid), largeStates);
  }

  private static byte @Nullable [] resolve(String sid, byte @Nullable [] state,
      ReadOnlyKeyValueStore<String, byte[]> largeStates) {
    return isOnDisk(state) ? largeStates.get(sid) : state;
  }

  private static boolean isOnDisk(byte @Nullable [] state) {
    return Arrays.equals(state, ON_DISK);
  }

  /** The open session of that state; its {@code sessionStart} is read when it is asked for. */
  static Session session(byte[] state, String sid, ReadOnlyKeyValueStore<String, byte[]> starts,
      MediaEventReader reader) {
    StateReader source = new StateReader(state);
    HighWaterMarks.readFrom(source);
    return session(source, sid, starts, reader);
  }

  private static Session session(StateReader source, String sid, ReadOnlyKeyValueStore<String, byte[]> starts,
      MediaEventReader reader) {
    return Session.readFrom(source, sid, () -> start(sid, starts, reader));
  }

  private static LoggedStart start(String sid, ReadOnlyKeyValueStore<String, byte[]> starts, MediaEventReader reader) {
    byte[] stored = starts.get(sid);
    if (stored == null) {
      throw new IllegalStateException("the sessionStart of an open session is not stored");
    }
    StoredStart start = StoredStart.of(stored);
    try {
      return new LoggedStart(reader.read(start.body()), start.position());
    } catch (UnreadableEventException e) {
      throw new IllegalStateException("a stored sessionStart cannot be read again", e);
    }
  }
}

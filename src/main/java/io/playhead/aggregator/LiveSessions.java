package io.playhead.aggregator;

import io.playhead.event.MediaEventReader;
import io.playhead.eventlog.Topics;
import io.playhead.report.LiveSession;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyQueryMetadata;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.HostInfo;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** The open sessions of all aggregators, asked one by one: from the local stores, or where else. Thread-safe. */
public final class LiveSessions {
  private final KafkaStreams streams;
  private final HostInfo self;
  private final int partitions;
  private final MediaEventReader reader = new MediaEventReader();

  LiveSessions(KafkaStreams streams, HostInfo self, int partitions) {
    this.streams = streams;
    this.self = self;
    this.partitions = partitions;
  }

  /** What came of looking for a session. */
  public sealed interface Found {
    /** It is open, and here it is. */
    record Here(LiveSession session) implements Found {}

    /** If it is open, that instance has it. */
    record Elsewhere(String host, int port) implements Found {}

    /** It is not open. */
    record Nowhere() implements Found {}

    /** It cannot be told now; trying again may help. */
    record Unavailable() implements Found {}
  }

  /** Looks for a session; reads from disk. */
  public Found find(String sid) {
    try {
      KeyQueryMetadata owner = streams.queryMetadataForKey(SessionProcessor.STATES, sid,
          (topic, key, value, count) -> Optional.of(Set.of(partition(sid))));
      if (owner == null || owner.equals(KeyQueryMetadata.NOT_AVAILABLE)
          || owner.activeHost().equals(HostInfo.unavailable())) {
        return new Found.Unavailable();
      }
      HostInfo host = owner.activeHost();
      return host.equals(self) ? here(sid) : new Found.Elsewhere(host.host(), host.port());
    } catch (InvalidStateStoreException | IllegalStateException notNow) {
      return new Found.Unavailable();
    }
  }

  private Found here(String sid) {
    byte[] state =
        SessionStore.state(sid, store(SessionProcessor.STATES, sid), store(SessionProcessor.LARGE_STATES, sid));
    if (state == null) {
      // A store in memory that is just being closed is empty; asked for again, it is no more, and that is no answer.
      store(SessionProcessor.STATES, sid);
      return new Found.Nowhere();
    }
    ReadOnlyKeyValueStore<String, byte[]> starts = store(SessionProcessor.STARTS, sid);
    return new Found.Here(SessionStore.session(state, sid, starts, reader).live());
  }

  private ReadOnlyKeyValueStore<String, byte[]> store(String name, String sid) {
    return streams.store(StoreQueryParameters
        .fromNameAndType(name, QueryableStoreTypes.<String, byte[]>keyValueStore())
        .withPartition(partition(sid)));
  }

  private int partition(String sid) {
    return Topics.partition(sid.getBytes(StandardCharsets.ISO_8859_1), partitions);
  }
}

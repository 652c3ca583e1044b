package io.playhead.aggregator;

import io.playhead.report.Activity;
import io.playhead.report.Audience;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The sessions that were heard of in the running minute and have closed since: with their state goes what they would be counted
 * by after a restart, so their counts are stored, an entry an audience, until the minute ends.
 */
final class Departures {
  private static final String FIRST_KEY = "departed-";
  private static final String AFTER_LAST_KEY = "departed.";

  private final KeyValueStore<String, byte[]> store;
  private final Map<Audience, Entry> entries = new HashMap<>();
  private long minute;

  /** In a store that may hold other keys too. */
  Departures(KeyValueStore<String, byte[]> store) {
    this.store = store;
  }

  private record Entry(String key, Map<Activity, Integer> counts) {}

  /** What is stored of that minute, with which it goes on; what a program without live counts left of another is deleted. */
  Map<Audience, Map<Activity, Integer>> restore(long running) {
    minute = running;
    List<String> others = new ArrayList<>();
    try (KeyValueIterator<String, byte[]> stored = store.range(FIRST_KEY, AFTER_LAST_KEY)) {
      while (stored.hasNext()) {
        KeyValue<String, byte[]> next = stored.next();
        StateReader source = new StateReader(next.value);
        if (source.readLong() == running) {
          entries.put(readAudience(source), new Entry(next.key, readCounts(source)));
        } else {
          others.add(next.key);
        }
      }
    }
    others.forEach(store::delete);
    Map<Audience, Map<Activity, Integer>> counts = new HashMap<>();
    entries.forEach((audience, entry) -> counts.put(audience, entry.counts));
    return counts;
  }

  /** One more has closed. */
  void add(Audience audience, Activity activity) {
    Entry entry = entries.computeIfAbsent(audience,
        unknown -> new Entry(FIRST_KEY + entries.size(), new EnumMap<>(Activity.class)));
    entry.counts.merge(activity, 1, Integer::sum);
    StateWriter sink = new StateWriter();
    sink.writeLong(minute);
    write(audience, sink);
    for (Activity each : Activity.values()) {
      sink.writeLong(entry.counts.getOrDefault(each, 0));
    }
    store.put(entry.key, sink.toBytes());
  }

  /** The minute has ended, and its counts are published; another begins. */
  void begin(long next) {
    entries.values().forEach(entry -> store.delete(entry.key));
    entries.clear();
    minute = next;
  }

  private static void write(Audience audience, StateWriter sink) {
    sink.writeText(audience.name().orElse(""));
    sink.writeText(audience.channel().orElse(""));
    sink.writeText(audience.contentType().orElse(""));
    sink.writeText(audience.playerName().orElse(""));
    sink.writeText(audience.streamType().orElse(""));
  }

  private static Audience readAudience(StateReader source) {
    return new Audience(Optional.of(source.readText()), Optional.of(source.readText()), Optional.of(source.readText()),
        Optional.of(source.readText()), Optional.of(source.readText()));
  }

  private static Map<Activity, Integer> readCounts(StateReader source) {
    Map<Activity, Integer> counts = new EnumMap<>(Activity.class);
    for (Activity each : Activity.values()) {
      counts.put(each, (int) source.readLong());
    }
    return counts;
  }
}

package io.playhead.session;

import io.playhead.report.StateDetails;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Player states such as full screen: how often each was started and how long it was active (media-metrics §5.3). At most
 * ten distinct names take a place, with their first start. An end without a start is remembered all the same, because it
 * supersedes a late start of the same name (media-metrics §2).
 */
final class PlayerStates {

  private static final int PLACES = 10;
  private static final long NEVER = -1;
  private static final Set<String> STANDARD = Set.of("fullscreen", "closedcaptioning", "mute", "pictureinpicture",
      "infocus");

  private static final class Named {

    private final String name;
    private long count;
    private long time;
    private boolean active;
    private long newestTs = NEVER;

    private Named(String name) {
      this.name = name;
    }

    private boolean hasPlace() {
      return count > 0;
    }
  }

  private final List<Named> named = new ArrayList<>(0);

  static PlayerStates readFrom(StateSource source) {
    PlayerStates states = new PlayerStates();
    for (long left = source.readLong(); left > 0; left--) {
      Named state = new Named(source.readText());
      state.count = source.readLong();
      state.time = source.readLong();
      state.active = source.readLong() != 0;
      state.newestTs = source.readLong();
      states.named.add(state);
    }
    return states;
  }

  void writeTo(StateSink sink) {
    sink.writeLong(named.size());
    for (Named state : named) {
      sink.writeText(state.name);
      sink.writeLong(state.count);
      sink.writeLong(state.time);
      sink.writeLong(state.active ? 1 : 0);
      sink.writeLong(state.newestTs);
    }
  }

  /** What came of an event's names; of several, what stands first here. */
  enum Change {
    MADE,
    NONE,
    SUPERSEDED,
    NO_PLACE;

    private Change or(Change other) {
      return compareTo(other) <= 0 ? this : other;
    }
  }

  /** Applies an event's ends, then its starts; names of which a newer event was applied are left alone. */
  Change update(List<String> ends, List<String> starts, long ts) {
    if (ends.isEmpty() && starts.isEmpty()) {
      return Change.NONE;
    }
    Change change = Change.NO_PLACE;
    for (String name : ends) {
      change = change.or(end(folded(name), ts));
    }
    for (String name : starts) {
      change = change.or(start(folded(name), ts));
    }
    return change;
  }

  private Change end(String name, long ts) {
    Optional<Named> known = find(name);
    if (known.isEmpty() && places() == PLACES) {
      return Change.NONE;
    }
    Named state = known.orElseGet(() -> remember(name));
    if (state.newestTs > ts) {
      return Change.SUPERSEDED;
    }
    Change change = state.active ? Change.MADE : Change.NONE;
    state.newestTs = ts;
    state.active = false;
    return change;
  }

  private Change start(String name, long ts) {
    Optional<Named> known = find(name);
    if (known.isPresent() && known.get().newestTs > ts) {
      return Change.SUPERSEDED;
    }
    boolean hasPlace = known.isPresent() && known.get().hasPlace();
    if (!hasPlace && places() == PLACES) {
      return Change.NO_PLACE;
    }
    Named state = known.orElseGet(() -> remember(name));
    state.newestTs = ts;
    if (state.active) {
      return Change.NONE;
    }
    state.active = true;
    state.count++;
    return Change.MADE;
  }

  private Optional<Named> find(String name) {
    for (Named state : named) {
      if (state.name.equals(name)) {
        return Optional.of(state);
      }
    }
    return Optional.empty();
  }

  /** Adds a name that has no place yet; of too many such names the one with the oldest event is forgotten. */
  private Named remember(String name) {
    List<Named> withoutPlace = named.stream().filter(state -> !state.hasPlace()).toList();
    if (withoutPlace.size() == PLACES) {
      withoutPlace.stream().min(Comparator.comparingLong(state -> state.newestTs)).ifPresent(named::remove);
    }
    Named state = new Named(name);
    named.add(state);
    return state;
  }

  private long places() {
    return named.stream().filter(Named::hasPlace).count();
  }

  private static String folded(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return STANDARD.contains(lower) ? lower : name;
  }

  /** The device's clock was set back: nothing is newer than anything any more. */
  void resetRecency() {
    named.removeIf(state -> !state.hasPlace());
    named.forEach(state -> state.newestTs = NEVER);
  }

  /** Credits time to the active ones. */
  void credit(long millis) {
    for (Named state : named) {
      if (state.active) {
        state.time += millis;
      }
    }
  }

  /** All that were started, by name. */
  List<StateDetails> details() {
    return named.stream().filter(Named::hasPlace).map(state -> new StateDetails(state.name, state.count, state.time))
        .sorted(Comparator.comparing(StateDetails::name)).toList();
  }
}

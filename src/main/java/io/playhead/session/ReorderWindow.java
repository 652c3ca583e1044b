package io.playhead.session;

import io.playhead.event.EventType;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The events of a session that wait to be put in order: sorted by {@code ts}, those of one {@code ts} by arrival
 * (media-metrics §2). Which is applied next among equals, {@link Ties} decides.
 */
final class ReorderWindow {

  /** How long an event waits at most, milliseconds of log time. */
  static final long WAIT = 5_000;

  /** How many may wait. */
  static final int CAPACITY = 32;

  /** Types whose effect nobody can see before the session's next record: no report, no closing comes of them. */
  private static final Set<EventType> SILENT = EnumSet.of(EventType.PLAY, EventType.PAUSE_START,
      EventType.BUFFER_START, EventType.PING, EventType.BITRATE_CHANGE, EventType.ERROR, EventType.STATE_START,
      EventType.STATE_END, EventType.STATES_UPDATE);

  /** Types that may change what the viewer does. */
  private static final Set<EventType> ACTS = EnumSet.of(EventType.PLAY, EventType.PAUSE_START, EventType.BUFFER_START,
      EventType.AD_BREAK_START, EventType.AD_START, EventType.AD_COMPLETE, EventType.AD_SKIP,
      EventType.AD_BREAK_COMPLETE);

  private final List<Arrival> waiting = new ArrayList<>(2);

  static ReorderWindow readFrom(StateSource source) {
    ReorderWindow window = new ReorderWindow();
    for (long left = source.readLong(); left > 0; left--) {
      window.waiting.add(EventState.read(source));
    }
    return window;
  }

  void writeTo(StateSink sink) {
    sink.writeLong(waiting.size());
    for (Arrival arrival : waiting) {
      EventState.write(arrival, sink);
    }
  }

  /** The same once more, to go on with apart from this one. */
  ReorderWindow copy() {
    ReorderWindow copy = new ReorderWindow();
    copy.waiting.addAll(waiting);
    return copy;
  }

  /** Whether an event waits that may change what the viewer does. */
  boolean hasAct() {
    for (Arrival arrival : waiting) {
      if (ACTS.contains(arrival.event().type())) {
        return true;
      }
    }
    return false;
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  int size() {
    return waiting.size();
  }

  boolean isOverfull() {
    return waiting.size() > CAPACITY;
  }

  /** The largest {@code ts} waiting; there must be one. */
  long latestTs() {
    return waiting.getLast().event().ts();
  }

  /** Takes an event in, behind those of the same {@code ts}. */
  void add(Arrival arrival) {
    int at = waiting.size();
    while (at > 0 && waiting.get(at - 1).event().ts() > arrival.event().ts()) {
      at--;
    }
    waiting.add(at, arrival);
  }

  /** Takes out the event that is applied next; there must be one. */
  Arrival next(Open open) {
    long ts = waiting.getFirst().event().ts();
    int equals = 1;
    while (equals < waiting.size() && waiting.get(equals).event().ts() == ts) {
      equals++;
    }
    return waiting.remove(equals == 1 ? 0 : firstThatFits(equals, open));
  }

  private int firstThatFits(int equals, Open open) {
    Ties ties = new Ties(waiting.subList(0, equals).stream().map(arrival -> arrival.event().type()).toList());
    for (int i = 0; i < equals; i++) {
      if (ties.fits(waiting.get(i).event().type(), open)) {
        return i;
      }
    }
    return 0;
  }

  /** Takes out all that wait, in order. */
  List<Arrival> drain() {
    List<Arrival> all = List.copyOf(waiting);
    waiting.clear();
    return all;
  }

  /** Log time at which the first of all has waited long enough; {@link Long#MAX_VALUE} if none waits. */
  long firstExpiry() {
    return firstExpiryFrom(0);
  }

  /** The same, of those with which an event is applied that somebody can see. */
  long firstVisibleExpiry() {
    for (int i = 0; i < waiting.size(); i++) {
      if (!SILENT.contains(waiting.get(i).event().type())) {
        return firstExpiryFrom(firstOfSameTs(i));
      }
    }
    return Long.MAX_VALUE;
  }

  private int firstOfSameTs(int index) {
    int first = index;
    while (first > 0 && waiting.get(first - 1).event().ts() == waiting.get(index).event().ts()) {
      first--;
    }
    return first;
  }

  private long firstExpiryFrom(int index) {
    long earliest = Long.MAX_VALUE;
    for (int i = index; i < waiting.size(); i++) {
      earliest = Math.min(earliest, waiting.get(i).logTime() + WAIT);
    }
    return earliest;
  }
}

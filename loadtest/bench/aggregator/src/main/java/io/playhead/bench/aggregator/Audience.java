package io.playhead.bench.aggregator;

import io.playhead.bench.aggregator.Show.Step;
import io.playhead.event.EventType;
import java.time.Instant;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * A constant number of simulated viewers. They all come within the first seconds, each in the middle of a show as if they had
 * been there for long, and each that is through is replaced by the next. The same numbers give the same events.
 */
final class Audience {
  private static final long ARRIVAL = 10_000;
  private static final int SHOWS = 2_000;

  private final Random random = new Random(1);
  private final List<Show> shows = Show.online(SHOWS);
  private final PriorityQueue<Viewer> byDue = new PriorityQueue<>();
  private final long begin;
  private long sessions;

  /**
   * An audience before its first event.
   *
   * @param begin milliseconds since the epoch
   */
  Audience(int viewers, long begin) {
    this.begin = begin;
    for (int i = 0; i < viewers; i++) {
      byDue.add(new Viewer(ARRIVAL * i / viewers));
    }
  }

  /** An event as it is posted, at a time in milliseconds since the epoch. */
  record Posted(String sid, EventType type, byte[] body, long at) {}

  /** The next event of all. */
  Posted next() {
    Viewer viewer = byDue.remove();
    Posted posted = viewer.post();
    byDue.add(viewer);
    return posted;
  }

  /** One place in the audience. All times count from the begin. */
  private final class Viewer implements Comparable<Viewer> {
    private Show show;
    private long started;
    private int next;
    private long due;
    private String sid;

    private Viewer(long due) {
      this.due = due;
      this.sid = newSid();
      this.show = showUnderWay();
    }

    private Posted post() {
      Step step = show.steps().get(next);
      if (next == 0) {
        byte[] body = step.event().body(Instant.ofEpochMilli(begin + due));
        Posted posted = new Posted(sid, EventType.SESSION_START, body, begin + due);
        next = firstAfter(due - started);
        moveOn();
        return posted;
      }
      Posted posted =
          new Posted(sid, step.event().type(), step.event().body(Instant.ofEpochMilli(begin + started)), begin + due);
      next++;
      moveOn();
      return posted;
    }

    private void moveOn() {
      if (next < show.steps().size()) {
        due = started + show.steps().get(next).due();
        return;
      }
      due = started + show.occupancy();
      started = due;
      next = 0;
      sid = newSid();
      show = shows.get(random.nextInt(SHOWS));
    }

    private int firstAfter(long position) {
      int step = 1;
      while (step < show.steps().size() && show.steps().get(step).due() < position) {
        step++;
      }
      return step;
    }

    /** Among those who watch at a moment, long shows are the more frequent the longer they are. */
    private Show showUnderWay() {
      long longest = shows.stream().mapToLong(Show::occupancy).max().orElseThrow();
      Show drawn = shows.get(random.nextInt(SHOWS));
      while (random.nextLong(longest) >= drawn.occupancy()) {
        drawn = shows.get(random.nextInt(SHOWS));
      }
      started = due - random.nextLong(Math.max(1, drawn.steps().getLast().due()));
      return drawn;
    }

    @Override
    public int compareTo(Viewer other) {
      return Long.compare(due, other.due);
    }
  }

  private String newSid() {
    long number = sessions++;
    return "%016x%016x%016x%016x".formatted(mixed(4 * number), mixed(4 * number + 1), mixed(4 * number + 2),
        mixed(4 * number + 3));
  }

  /** SplitMix64's finalizer: as random as a signature, and the same each time. */
  private static long mixed(long number) {
    long z = (number + 1) * 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}

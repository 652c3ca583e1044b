package io.playhead.ops;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;

/**
 * The named checks of this process. <em>Live</em> means that it should not be restarted, <em>ready</em> that it should
 * get requests. Thread-safe; without checks everything is up.
 */
public final class Health {
  private final Map<String, Supplier<Status>> live = new ConcurrentSkipListMap<>();
  private final Map<String, Supplier<Status>> ready = new ConcurrentSkipListMap<>();

  /**
   * The state of one check.
   *
   * @param up whether all is well
   * @param detail why, in words for an operator; no secrets, because anyone who reaches the management port reads it
   */
  public record Status(boolean up, String detail) {
    /** All is well. */
    public static Status up(String detail) {
      return new Status(true, detail);
    }

    /** Something is wrong. */
    public static Status down(String detail) {
      return new Status(false, detail);
    }
  }

  /**
   * The states of several checks at one time.
   *
   * @param checks by name, in alphabetical order
   */
  public record Report(Map<String, Status> checks) {
    /** Copies the map. */
    public Report {
      checks = Collections.unmodifiableMap(new LinkedHashMap<>(checks));
    }

    /** Whether every check is up. */
    public boolean up() {
      return checks.values().stream().allMatch(Status::up);
    }
  }

  /**
   * Adds a check of liveness, or replaces the one of that name. It is called on event loops and worker threads: it must
   * not block.
   */
  public void addLive(String name, Supplier<Status> check) {
    live.put(name, check);
  }

  /**
   * Adds a check of readiness, or replaces the one of that name. It is called on event loops and worker threads: it
   * must not block.
   */
  public void addReady(String name, Supplier<Status> check) {
    ready.put(name, check);
  }

  /** Asks every check of liveness. */
  public Report live() {
    return report(live);
  }

  /** Asks every check of readiness. */
  public Report ready() {
    return report(ready);
  }

  private static Report report(Map<String, Supplier<Status>> checks) {
    var states = new LinkedHashMap<String, Status>();
    checks.forEach((name, check) -> states.put(name, ask(check)));
    return new Report(states);
  }

  private static Status ask(Supplier<Status> check) {
    try {
      return check.get();
    } catch (RuntimeException e) {
      return Status.down("the check failed: " + e);
    }
  }
}

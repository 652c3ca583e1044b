package io.playhead.reports.watch;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Whose calls somebody wants to see. */
sealed interface Watched {
  /** Whether a call is of theirs; calls come in the order of the log. */
  boolean includes(Call call);

  /** Whose calls stand in one partition, the key of them. */
  Optional<String> key();

  /** One session. */
  record Session(String sid) implements Watched {
    @Override
    public boolean includes(Call call) {
      return call.sid().equals(Optional.of(sid));
    }

    @Override
    public Optional<String> key() {
      return Optional.of(sid);
    }
  }

  /**
   * All players of a name: the sessions they open from now on, those known to be open, and starts that are refused.
   *
   * @param sids their sessions so far; it grows
   */
  record Player(String name, Set<String> sids) implements Watched {
    private static final int MOST_SESSIONS = 10_000;

    /** Copies the set. */
    public Player {
      sids = new HashSet<>(sids);
    }

    @Override
    public boolean includes(Call call) {
      if (call.player().equals(Optional.of(name))) {
        if (sids.size() < MOST_SESSIONS) {
          call.sid().ifPresent(sids::add);
        }
        return true;
      }
      return call.sid().isPresent() && sids.contains(call.sid().get());
    }

    @Override
    public Optional<String> key() {
      return Optional.empty();
    }
  }
}

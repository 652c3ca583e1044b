package io.playhead.faults;

import java.util.Optional;

/**
 * An event that a player posted, and what came of it.
 *
 * @param step the place among the session's calls; those made at once have the same
 * @param status the answer's HTTP status; 0 if there was none
 * @param retryAfter the answer's {@code Retry-After}
 * @param millis how long the answer took
 */
record Call(int step, String body, int status, Optional<String> retryAfter, long millis) {
  /** Whether the event was promised to be kept. */
  boolean kept() {
    return status / 100 == 2;
  }

  /** Whether the event was refused for the time being. */
  boolean refused() {
    return status == 503;
  }

  boolean unanswered() {
    return status == 0;
  }
}

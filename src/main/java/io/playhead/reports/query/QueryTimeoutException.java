package io.playhead.reports.query;

import java.time.Duration;

/** Says that a question took too long and was given up. */
public final class QueryTimeoutException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  QueryTimeoutException(Duration timeout) {
    super("the query took longer than " + timeout.toSeconds()
        + " s and was given up; ask for a shorter period or fewer groups");
  }
}

package io.playhead.eventlog;

/** As many appends wait for their acknowledgement as may. */
public final class TooManyPendingException extends Exception {
  private static final long serialVersionUID = 1L;

  /** A failure that costs no stack trace: it is made for every refused event of an outage. */
  TooManyPendingException(int limit) {
    super(limit + " appends are pending", null, false, false);
  }
}

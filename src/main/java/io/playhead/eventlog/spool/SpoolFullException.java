package io.playhead.eventlog.spool;

/** The spool holds as many bytes as it may, or an event as old as it may. */
public final class SpoolFullException extends SpoolException {
  private static final long serialVersionUID = 1L;

  SpoolFullException(String message) {
    super(message, false);
  }
}

package io.playhead.eventlog.spool;

/** The spool cannot be opened, read or written; the message is one line for people. */
public class SpoolException extends Exception {
  private static final long serialVersionUID = 1L;

  /** A failure with its cause. */
  public SpoolException(String message, Throwable cause) {
    super(message, cause);
  }

  /** A failure that the spool itself found. */
  public SpoolException(String message) {
    super(message);
  }

  /** A failure that costs no stack trace: one is made for every event refused. */
  SpoolException(String message, boolean writableStackTrace) {
    super(message, null, false, writableStackTrace);
  }
}

package io.playhead.event;

/** Says that a record of the event log is not an event, or a batch of them; the message tells where it fails. */
public final class UnreadableEventException extends Exception {

  /** With what is wrong in words. */
  public UnreadableEventException(String message) {
    super(message);
  }

  /** With what Jackson found. */
  public UnreadableEventException(String message, Throwable cause) {
    super(message, cause);
  }
}

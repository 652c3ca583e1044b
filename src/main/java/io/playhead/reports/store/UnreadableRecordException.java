package io.playhead.reports.store;

/** Says why a record of Kafka makes no rows; the message names nothing of the player's. */
final class UnreadableRecordException extends Exception {
  private static final long serialVersionUID = 1L;

  UnreadableRecordException(String message) {
    super(message);
  }
}

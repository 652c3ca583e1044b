package io.playhead.eventlog;

/** The producer has come to its end, and its successor does not know the topic yet. */
final class NoProducerException extends Exception {
  private static final long serialVersionUID = 1L;

  /** A failure that costs no stack trace: in an outage it may be made for every event. */
  NoProducerException() {
    super("there is no connection to Kafka", null, false, false);
  }
}

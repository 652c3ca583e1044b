package io.playhead.eventlog;

/** What becomes of events: the steps in which an {@link EventLog} degrades. */
public enum EventLogState {
  /** Kafka acknowledges them. */
  LIVE("live"),
  /** At least one partition's go to the spool, because Kafka does not take them. */
  SPOOLING("spooling"),
  /** Kafka takes all partitions again, and what is in the spool goes there. */
  DRAINING("draining"),
  /** Some are refused: Kafka does not take them, and there is no spool or it takes no more. */
  REFUSING("refusing");

  private final String label;

  EventLogState(String label) {
    this.label = label;
  }

  /** Its name in metrics and for people. */
  public String label() {
    return label;
  }
}

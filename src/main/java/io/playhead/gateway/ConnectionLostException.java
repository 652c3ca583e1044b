package io.playhead.gateway;

/** The player went away, or broke the protocol, before its request had arrived; nobody is left to answer. */
final class ConnectionLostException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Costs no stack trace: phones lose their network all the time. */
  ConnectionLostException(String reason) {
    super(reason, null, false, false);
  }
}

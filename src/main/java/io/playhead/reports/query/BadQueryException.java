package io.playhead.reports.query;

/** Says of a question what is wrong with it, in words for whoever asked. */
public final class BadQueryException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * Makes one.
   *
   * @param message names the parameter and what is expected
   */
  public BadQueryException(String message) {
    super(message);
  }
}

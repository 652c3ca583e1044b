package io.playhead.reports.store;

/** Says in one line why the report store cannot be used. */
public final class ReportStoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ReportStoreException(String message) {
    super(message);
  }

  ReportStoreException(String message, Throwable cause) {
    super(message, cause);
  }
}

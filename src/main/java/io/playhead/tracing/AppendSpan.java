package io.playhead.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;

/** The span of an append to the event log, up to where it is durable. */
public final class AppendSpan {
  private final Span span;

  AppendSpan(Span span) {
    this.span = span;
  }

  /** Ends it. */
  public void ended(boolean kept) {
    if (!kept) {
      span.setStatus(StatusCode.ERROR);
    }
    span.end();
  }
}

package io.playhead.tracing;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import java.util.Optional;
import java.util.function.BiConsumer;

/** The span of a player's request, from its headers to its answer. */
public final class RequestSpan {
  private static final AttributeKey<Long> STATUS = AttributeKey.longKey("http.response.status_code");

  private final Tracer tracer;
  private final Span span;
  private final boolean goesOnWithATrace;

  RequestSpan(Tracer tracer, Span span, boolean goesOnWithATrace) {
    this.tracer = tracer;
    this.span = span;
    this.goesOnWithATrace = goesOnWithATrace;
  }

  /**
   * Begins the span of the append to the event log.
   *
   * @param headers takes the names and values of the record's headers, by which its fold goes on with the trace. There
   *     are none where the trace began here and is not kept
   */
  public AppendSpan append(BiConsumer<String, String> headers) {
    Span append = tracer.spanBuilder("append")
        .setParent(Context.root().with(span))
        .setSpanKind(SpanKind.PRODUCER)
        .startSpan();
    if (goesOnWithATrace || append.getSpanContext().isSampled()) {
      W3CTraceContextPropagator.getInstance().inject(Context.root().with(append), headers, RequestSpan::set);
    }
    return new AppendSpan(append);
  }

  /**
   * Ends it with the answer.
   *
   * @param type the event's, if it is known
   */
  public void answered(int status, Optional<String> type) {
    span.setAttribute(STATUS, (long) status);
    type.ifPresent(name -> span.setAttribute(Tracing.EVENT_TYPE, name));
    if (status >= 500) {
      span.setStatus(StatusCode.ERROR);
    }
    span.end();
  }

  /** Ends it without an answer, because the player has gone. */
  public void abandoned() {
    span.setStatus(StatusCode.ERROR, "the request never arrived");
    span.end();
  }

  private static void set(BiConsumer<String, String> headers, String name, String value) {
    headers.accept(name, value);
  }
}

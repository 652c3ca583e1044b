package io.playhead.tracing;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.playhead.config.TracingConfig;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The spans of one service, and their way to the collector (OTLP over HTTP). Safe to use from every thread.
 *
 * <p>A trace that comes in by {@code traceparent} (W3C Trace Context) is gone on with, and kept if its sender keeps it.
 * Spans say nothing of players. Those that the collector does not take in time are dropped: the queue is bounded, and
 * nothing waits for it.
 */
public final class Tracing implements AutoCloseable {
  static final AttributeKey<String> EVENT_TYPE = AttributeKey.stringKey("playhead.event.type");

  private static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
  private static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");
  private static final String PATH = "/v1/traces";
  private static final long FLUSH_SECONDS = 5;
  private static final int LONGEST_HEADER = 512;

  private final SdkTracerProvider provider;
  private final Tracer tracer;

  /** Tracing as configured, which must be on, of a service by that name. */
  public Tracing(TracingConfig config, String service) {
    OtlpHttpSpanExporter exporter = OtlpHttpSpanExporter.builder().setEndpoint(config.endpoint() + PATH).build();
    this.provider = SdkTracerProvider.builder()
        .setResource(Resource.getDefault().toBuilder().put("service.name", service).build())
        .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(config.share())))
        .addSpanProcessor(BatchSpanProcessor.builder(exporter).build())
        .build();
    this.tracer = provider.get("io.playhead");
  }

  /**
   * Begins the span of a player's request.
   *
   * @param route the path, with names in place of what players put there
   * @param headers the request's, by name
   */
  public RequestSpan request(String route, Function<String, @Nullable String> headers) {
    Context parent = parent(name -> bounded(headers.apply(name)));
    Span span = tracer.spanBuilder("POST " + route)
        .setParent(parent)
        .setSpanKind(SpanKind.SERVER)
        .setAttribute(METHOD, "POST")
        .setAttribute(ROUTE, route)
        .startSpan();
    return new RequestSpan(tracer, span, isOfATrace(parent));
  }

  /**
   * Folds a record, within a span if the record belongs to a trace.
   *
   * @param type the record's type
   * @param headers the record's, by name
   */
  public void fold(String type, Function<String, @Nullable String> headers, Runnable fold) {
    Context parent = parent(headers);
    if (!isOfATrace(parent)) {
      fold.run();
      return;
    }
    SpanBuilder builder = tracer.spanBuilder("fold").setParent(parent).setSpanKind(SpanKind.CONSUMER);
    Span span = builder.setAttribute(EVENT_TYPE, type).startSpan();
    try {
      fold.run();
    } catch (RuntimeException e) {
      span.setStatus(StatusCode.ERROR);
      throw e;
    } finally {
      span.end();
    }
  }

  /** Sends what is left, and stops; waits for the collector for seconds at most. */
  @Override
  public void close() {
    provider.shutdown().join(FLUSH_SECONDS, TimeUnit.SECONDS);
  }

  /** What a player sends goes into a record: longer than W3C Trace Context asks to keep of a tracestate, it is left out. */
  private static @Nullable String bounded(@Nullable String header) {
    return header == null || header.length() > LONGEST_HEADER ? null : header;
  }

  private static Context parent(Function<String, @Nullable String> headers) {
    return W3CTraceContextPropagator.getInstance().extract(Context.root(), headers, Headers.BY_NAME);
  }

  private static boolean isOfATrace(Context parent) {
    return Span.fromContext(parent).getSpanContext().isValid();
  }

  /** Reads headers through a function; the W3C format asks for them by name only. */
  private enum Headers implements TextMapGetter<Function<String, @Nullable String>> {
    BY_NAME;

    @Override
    public Iterable<String> keys(Function<String, @Nullable String> headers) {
      return List.of();
    }

    @Override
    public @Nullable String get(@Nullable Function<String, @Nullable String> headers, String name) {
      return headers == null ? null : headers.apply(name);
    }
  }
}

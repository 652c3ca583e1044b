package io.playhead.config;

/**
 * Traces, and where they go.
 *
 * @param endpoint the URL of an OpenTelemetry collector (OTLP over HTTP), without {@code /v1/traces}; empty for no
 *     tracing
 * @param share of the requests that come without a trace, 0 to 1: how many begin one
 */
public record TracingConfig(String endpoint, double share) {
  /** Whether there are traces at all. */
  public boolean isOn() {
    return !endpoint.isEmpty();
  }
}

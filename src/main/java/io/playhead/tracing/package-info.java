/**
 * Traces: spans of requests, appends and folds, sent to a collector. While tracing is off no class of OpenTelemetry is
 * loaded.
 */
@NullMarked
package io.playhead.tracing;

import org.jspecify.annotations.NullMarked;

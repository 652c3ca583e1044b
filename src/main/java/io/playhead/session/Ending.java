package io.playhead.session;

import io.playhead.report.CloseReason;

/**
 * How a session closed.
 *
 * @param sinceLastCall what media-metrics §4 gives for the reason, milliseconds
 */
record Ending(CloseReason reason, long sinceLastCall) {}

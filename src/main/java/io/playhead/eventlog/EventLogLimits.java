package io.playhead.eventlog;

import java.time.Duration;

/**
 * The bounds of an {@link EventLog}.
 *
 * @param maxPending appends that may wait for their acknowledgement
 * @param ackTimeout the time for Kafka to acknowledge an event
 */
public record EventLogLimits(int maxPending, Duration ackTimeout) {}

package io.playhead.session;

import io.playhead.event.MediaEvent;

/**
 * An event and when it came.
 *
 * @param logTime log time of its record, milliseconds
 * @param position where its record stands in the partition (its offset); the core only hands it back
 */
public record Arrival(MediaEvent event, long logTime, long position) {}

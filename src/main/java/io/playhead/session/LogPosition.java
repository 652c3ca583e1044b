package io.playhead.session;

/**
 * Where a record stands in the event log.
 *
 * @param offset its offset in its partition
 * @param appended its append timestamp, milliseconds since the epoch
 */
public record LogPosition(int partition, long offset, long appended) {}

package io.playhead.report;

/**
 * Where the records of a session stand in {@code media.events}, as far as a report knows them. Records of other sessions stand
 * between them.
 *
 * @param firstOffset offset of the session's first record
 * @param lastOffset offset of the record that made the report: not before the first, and perhaps of another session or a tick
 * @param startedAt append timestamp of the first record, milliseconds since the epoch
 */
public record LogRange(int partition, long firstOffset, long lastOffset, long startedAt) {}

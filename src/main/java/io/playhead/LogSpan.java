package io.playhead;

import java.util.Map;

/**
 * What the event log held at a moment, by partition.
 *
 * @param ends the offset behind the last record
 * @param first the append time of the first record, 0 where none was deleted yet
 * @param last the append time of the last record: what it and those before it made has this time at most
 */
record LogSpan(Map<Integer, Long> ends, Map<Integer, Long> first, Map<Integer, Long> last) {}

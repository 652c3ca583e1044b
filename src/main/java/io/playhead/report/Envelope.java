package io.playhead.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;

/**
 * What every report carries of its session (media-metrics §5).
 *
 * @param at the session's clock, the device's milliseconds since the epoch
 * @param loggedAt append timestamp of the record that made the report, milliseconds since the epoch
 * @param log where the session's records stand; not known of a session that an earlier program started, which did not keep it
 * @param dimensions the parameters of {@code sessionStart} by their reporting names
 * @param customMetadata the session's, on reports of ads and chapters overlaid with their own
 */
public record Envelope(String sid, long at, long loggedAt, Optional<LogRange> log, Map<String, JsonNode> dimensions,
    Map<String, String> customMetadata) {}

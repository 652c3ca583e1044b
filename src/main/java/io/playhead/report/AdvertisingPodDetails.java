package io.playhead.report;

import java.util.Optional;

/**
 * The break an ad stands in (media-metrics §5.3).
 *
 * @param id MD5 of the content's id, an underscore, and the index
 * @param index the break's place among the session's
 * @param offset its position in the content, milliseconds
 */
public record AdvertisingPodDetails(String id, Optional<String> friendlyName, long index, long offset) {}

package io.playhead.report;

/**
 * A player state that was set at least once (media-metrics §5.3).
 *
 * @param count how often it was started
 * @param time milliseconds it was active
 */
public record StateDetails(String name, long count, long time) {}

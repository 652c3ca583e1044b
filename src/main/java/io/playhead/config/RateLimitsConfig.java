package io.playhead.config;

/**
 * How often players may call; 0 is as often as they like.
 *
 * @param eventsPerSession events of one session a second
 * @param startsPerAddress sessions opened from one address a minute
 */
public record RateLimitsConfig(int eventsPerSession, int startsPerAddress) {}

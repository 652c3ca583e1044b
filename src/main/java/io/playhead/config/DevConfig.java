package io.playhead.config;

/**
 * The command {@code dev}.
 *
 * @param kafkaPort the port of the embedded broker; 0 takes a free one
 * @param viewers how many viewers are simulated
 * @param speed how many times faster than real time they live, above 0
 * @param seed the seed of their random choices
 */
public record DevConfig(int kafkaPort, int viewers, double speed, long seed) {}

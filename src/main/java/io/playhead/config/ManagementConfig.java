package io.playhead.config;

/**
 * The listener for health and metrics.
 *
 * @param host the address to listen on
 * @param port 0 to 65535; 0 takes a free one
 */
public record ManagementConfig(String host, int port) {}

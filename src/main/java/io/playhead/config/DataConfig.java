package io.playhead.config;

/**
 * What is kept on this machine.
 *
 * @param dir the directory for it
 */
public record DataConfig(String dir) {}

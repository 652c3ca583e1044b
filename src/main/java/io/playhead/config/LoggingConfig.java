package io.playhead.config;

/**
 * Log lines.
 *
 * @param format how they are written
 * @param level the least severe that are written
 */
public record LoggingConfig(LogFormat format, LogLevel level) {}

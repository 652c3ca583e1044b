package io.playhead.config;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The least severe log lines that are written. */
public enum LogLevel {
  @JsonProperty("error")
  ERROR,
  @JsonProperty("warn")
  WARN,
  @JsonProperty("info")
  INFO,
  @JsonProperty("debug")
  DEBUG,
  @JsonProperty("trace")
  TRACE
}

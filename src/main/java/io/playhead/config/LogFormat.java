package io.playhead.config;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How log lines are written. */
public enum LogFormat {
  /** For people. */
  @JsonProperty("text")
  TEXT,
  /** For machines: one JSON object a line. */
  @JsonProperty("json")
  JSON
}

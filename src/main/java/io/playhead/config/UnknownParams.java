package io.playhead.config;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a gateway does with parameters that the API does not name (collection-api §4). */
public enum UnknownParams {
  /** Answers 400. */
  @JsonProperty("reject")
  REJECT,
  /** Keeps them. */
  @JsonProperty("accept")
  ACCEPT
}

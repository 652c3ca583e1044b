package io.playhead.config;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The header in which trusted proxies tell for whom they speak. */
public enum ProxyHeader {
  /** The common one. */
  @JsonProperty("X-Forwarded-For")
  X_FORWARDED_FOR,
  /** The standard one, RFC 7239. */
  @JsonProperty("Forwarded")
  FORWARDED
}

package io.playhead.config;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a gateway keeps of a player's IP address. */
public enum AddressPolicy {
  /** Nothing. */
  @JsonProperty("drop")
  DROP,
  /** Its network: the first 24 bits of an IPv4 address, the first 48 of an IPv6 address. */
  @JsonProperty("truncate")
  TRUNCATE
}

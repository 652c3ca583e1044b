package io.playhead.validation;

/** The calls that take a body (collection-api §1); each takes other bodies. */
public enum Endpoint {
  /** E1, one {@code sessionStart}; or E1b, the array of an offline session. */
  SESSIONS,
  /** E2, one event of any type but {@code sessionStart}. */
  EVENTS,
  /** E3, the array of an offline session. */
  DOWNLOADED
}

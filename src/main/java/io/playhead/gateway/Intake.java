package io.playhead.gateway;

import io.playhead.sessionid.SessionIds;
import io.playhead.validation.BodyValidator;
import java.time.InstantSource;

/** What the handlers of one event loop take bodies in with. */
record Intake(
    SessionIds ids,
    InstantSource clock,
    BodyReader bodies,
    BodyValidator validator,
    Appends appends,
    Doors doors,
    Refusals refusals) {

  /** Seconds since the epoch. */
  long now() {
    return clock.millis() / 1_000;
  }
}

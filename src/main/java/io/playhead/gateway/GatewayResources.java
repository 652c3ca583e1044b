package io.playhead.gateway;

import io.playhead.config.AddressPolicy;
import io.playhead.eventlog.EventLog;
import io.playhead.eventlog.RejectedLog;
import io.playhead.sessionid.ClosedSessions;
import io.playhead.sessionid.SessionKey;
import io.playhead.tracing.Tracing;
import io.playhead.validation.BodyValidator;
import io.playhead.validation.EventSchemas;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * What all instances of {@link GatewayVerticle} share; each is safe to use from every event loop.
 *
 * @param keys the session keys, newest first
 * @param clock tells the age of session ids
 */
public record GatewayResources(
    EventSchemas schemas,
    OpenApi openApi,
    BodyValidator validator,
    List<SessionKey> keys,
    ClosedSessions closed,
    EventLog eventLog,
    RejectedLog rejectedLog,
    AddressPolicy address,
    Doors doors,
    GatewayMetrics metrics,
    InFlight inFlight,
    Optional<Tracing> tracing,
    InstantSource clock) {

  /** Copies the list. */
  public GatewayResources {
    keys = List.copyOf(keys);
  }
}

package io.playhead.gateway;

import io.playhead.config.Network;
import io.playhead.config.PlayheadConfig;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Who may open a session, and how often a player may call. Shared by all event loops.
 *
 * @param addresses tells where a request comes from
 */
public record Doors(Admission admission, RateLimits limits, PlayerAddresses addresses) {
  /** Doors by this configuration. */
  public static Doors of(PlayheadConfig config, LongSupplier nanoTime) {
    return new Doors(new Admission(config.admission()), new RateLimits(config.rateLimits(), nanoTime),
        new PlayerAddresses(config.http().trustedProxies().stream().map(Network::parse).toList(),
            config.http().proxyHeader()));
  }

  /** Why a request for a session is refused before its body is read: 401, 403 or 429. */
  Optional<Problem> whyNotStart(HttpServerRequest request) {
    return admission.whyNot(request)
        .or(() -> limits.limitsStarts() ? addresses.of(request).flatMap(limits::start) : Optional.empty());
  }
}

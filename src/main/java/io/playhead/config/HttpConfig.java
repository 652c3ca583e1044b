package io.playhead.config;

import java.time.Duration;
import java.util.List;

/**
 * The API for players: its listener and the limits of requests (collection-api §5).
 *
 * @param host the address to listen on
 * @param port 0 to 65535; 0 takes a free one
 * @param eventLoops how many event loops, each with its own gateway; 0 is one a core
 * @param maxBody the largest body of a single event, inflated
 * @param maxBatch the largest body of a downloaded session, inflated
 * @param maxHeader the largest request line and headers
 * @param requestTimeout the time for a request to arrive whole
 * @param idleTimeout how long a connection may stay without a request
 * @param drainTimeout on SIGTERM, the time for requests in flight to finish
 * @param corsOrigins the web origins that may call; {@code *} is all
 * @param trustedProxies networks and addresses of the proxies whose word is taken for whom they speak
 * @param proxyHeader the header in which they tell
 * @param tls TLS of the listener
 */
public record HttpConfig(String host, int port, int eventLoops, DataSize maxBody, DataSize maxBatch, DataSize maxHeader,
    Duration requestTimeout, Duration idleTimeout, Duration drainTimeout, List<String> corsOrigins,
    List<String> trustedProxies, ProxyHeader proxyHeader, TlsConfig tls) {
  /** Copies the lists. */
  public HttpConfig {
    corsOrigins = List.copyOf(corsOrigins);
    trustedProxies = List.copyOf(trustedProxies);
  }

  /** The number of event loops to run: as configured, or one a core. */
  public int eventLoopCount() {
    return eventLoops > 0 ? eventLoops : Runtime.getRuntime().availableProcessors();
  }
}

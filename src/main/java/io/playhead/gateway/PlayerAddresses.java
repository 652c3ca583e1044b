package io.playhead.gateway;

import io.playhead.config.Network;
import io.playhead.config.ProxyHeader;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the address a request comes from: that of the connection, or, where that is a trusted proxy's, the one it
 * speaks for.
 *
 * <p>Each proxy adds the address it got the request from at the end of a header. So the list is read from its end, for
 * as long as trusted proxies wrote it; what stands before is what the player says of itself. Only one of the two
 * headers counts: a proxy passes the other one on as it came. Where a proxy does not tell the address, its own one
 * stands.
 */
final class PlayerAddresses {
  private static final Pattern PARAMETER =
      Pattern.compile("\\G\\s*([^=;\\s]+)=(?:\"([^\"]*)\"|([^;\"]*))(?:;|$)");
  private static final Pattern IPV4_AND_PORT = Pattern.compile("([0-9.]+):\\d+");
  private static final Pattern IPV6_IN_BRACKETS = Pattern.compile("\\[(.*)\\](?::\\d+)?");

  private final List<Network> proxies;
  private final ProxyHeader header;

  /**
   * Finds addresses behind these proxies.
   *
   * @param header the one that they all add to
   */
  PlayerAddresses(List<Network> proxies, ProxyHeader header) {
    this.proxies = List.copyOf(proxies);
    this.header = header;
  }

  /** Nothing only where the connection has no address. */
  Optional<InetAddress> of(HttpServerRequest request) {
    SocketAddress remote = request.remoteAddress();
    return remote == null || remote.hostAddress() == null
        ? Optional.empty()
        : Network.literal(remote.hostAddress()).map(peer -> behind(peer, request));
  }

  private InetAddress behind(InetAddress peer, HttpServerRequest request) {
    if (!isProxy(peer)) {
      return peer;
    }
    InetAddress nearest = peer;
    for (String hop : hops(request)) {
      Optional<InetAddress> next = address(hop);
      if (next.isEmpty()) {
        return nearest;
      }
      nearest = next.get();
      if (!isProxy(nearest)) {
        return nearest;
      }
    }
    return nearest;
  }

  private boolean isProxy(InetAddress address) {
    return proxies.stream().anyMatch(network -> network.contains(address));
  }

  /** As the proxies wrote them, the nearest first. */
  private List<String> hops(HttpServerRequest request) {
    return switch (header) {
      case X_FORWARDED_FOR ->
        List.of(String.join(",", request.headers().getAll("X-Forwarded-For")).split(",")).reversed();
      case FORWARDED -> forwarded(String.join(",", request.headers().getAll("Forwarded")));
    };
  }

  /**
   * Cut from the end: proxies close the quotes that they open, and one that a player left open must not swallow what
   * they wrote.
   */
  private static List<String> forwarded(String elements) {
    List<String> hops = new ArrayList<>();
    int to = elements.length();
    boolean quoted = false;
    for (int i = to - 1; i >= 0; i--) {
      quoted ^= elements.charAt(i) == '"';
      if (elements.charAt(i) == ',' && !quoted) {
        hops.add(node(elements.substring(i + 1, to)));
        to = i;
      }
    }
    hops.add(node(elements.substring(0, to)));
    return hops;
  }

  private static String node(String element) {
    Matcher parameter = PARAMETER.matcher(element);
    while (parameter.find()) {
      if (parameter.group(1).equalsIgnoreCase("for")) {
        return parameter.group(2) == null ? parameter.group(3) : parameter.group(2);
      }
    }
    return "unknown";
  }

  private static Optional<InetAddress> address(String hop) {
    String bare = hop.strip();
    for (Pattern form : List.of(IPV4_AND_PORT, IPV6_IN_BRACKETS)) {
      Matcher matcher = form.matcher(bare);
      if (matcher.matches()) {
        return Network.literal(matcher.group(1));
      }
    }
    return Network.literal(bare);
  }
}

package io.playhead.gateway;

import io.playhead.config.AddressPolicy;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;

/** What is kept of a player's network address: nothing, or the network it is in (/24 of IPv4, /48 of IPv6). */
final class PlayerAddress {
  private static final int IPV4_BYTES_KEPT = 3;
  private static final int IPV6_BYTES_KEPT = 6;

  private final AddressPolicy policy;

  PlayerAddress(AddressPolicy policy) {
    this.policy = policy;
  }

  Optional<String> of(HttpServerRequest request) {
    SocketAddress remote = request.remoteAddress();
    if (policy == AddressPolicy.DROP || remote == null || remote.hostAddress() == null) {
      return Optional.empty();
    }
    return Optional.of(truncate(remote.hostAddress()));
  }

  static String truncate(String literal) {
    try {
      byte[] address = InetAddress.getByName(literal).getAddress();
      Arrays.fill(address, address.length == 4 ? IPV4_BYTES_KEPT : IPV6_BYTES_KEPT, address.length, (byte) 0);
      return InetAddress.getByAddress(address).getHostAddress();
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("not an address: " + literal, e);
    }
  }
}

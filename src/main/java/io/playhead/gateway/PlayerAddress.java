package io.playhead.gateway;

import io.playhead.config.AddressPolicy;
import io.vertx.core.http.HttpServerRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;

/** What is kept of a player's network address: nothing, or the network it is in (/24 of IPv4, /48 of IPv6). */
final class PlayerAddress {
  private static final int IPV4_BYTES_KEPT = 3;
  private static final int IPV6_BYTES_KEPT = 6;

  private final AddressPolicy policy;
  private final PlayerAddresses addresses;

  PlayerAddress(AddressPolicy policy, PlayerAddresses addresses) {
    this.policy = policy;
    this.addresses = addresses;
  }

  Optional<String> of(HttpServerRequest request) {
    return policy == AddressPolicy.DROP ? Optional.empty() : addresses.of(request).map(PlayerAddress::truncate);
  }

  private static String truncate(InetAddress whole) {
    byte[] address = whole.getAddress();
    Arrays.fill(address, address.length == 4 ? IPV4_BYTES_KEPT : IPV6_BYTES_KEPT, address.length, (byte) 0);
    try {
      return InetAddress.getByAddress(address).getHostAddress();
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address has 4 or 16 bytes", e);
    }
  }
}

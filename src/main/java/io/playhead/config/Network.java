package io.playhead.config;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A network in CIDR notation, such as {@code 10.0.0.0/8} or {@code fd00::/8}; a bare address is a network of one.
 *
 * @param address some address in it
 * @param bits how many leading bits all addresses of the network have in common
 */
public record Network(InetAddress address, int bits) {
  private static final Pattern CIDR = Pattern.compile("([^/]+)(?:/(\\d{1,3}))?");

  /**
   * The network of that text.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static Network parse(String text) {
    Matcher cidr = CIDR.matcher(text);
    Optional<InetAddress> address = cidr.matches() ? literal(cidr.group(1)) : Optional.empty();
    int all = address.map(some -> some.getAddress().length * Byte.SIZE).orElse(0);
    int bits = all == 0 || cidr.group(2) == null ? all : Integer.parseInt(cidr.group(2));
    return address.filter(some -> bits <= all).map(some -> new Network(some, bits))
        .orElseThrow(() -> new IllegalArgumentException("not a network: " + text));
  }

  /** The address of that text, if it is one; a name is none, and is never looked up. IPv4 in IPv6's clothes is IPv4. */
  public static Optional<InetAddress> literal(String text) {
    byte[] bytes = NetUtil.createByteArrayFromIpAddressString(text);
    try {
      return bytes == null ? Optional.empty() : Optional.of(InetAddress.getByAddress(bytes));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address has 4 or 16 bytes", e);
    }
  }

  /** Whether that address is in it. */
  public boolean contains(InetAddress other) {
    byte[] ours = address.getAddress();
    byte[] theirs = other.getAddress();
    if (ours.length != theirs.length) {
      return false;
    }
    for (int bit = 0; bit < bits; bit += Byte.SIZE) {
      int mask = bits - bit >= Byte.SIZE ? 0xff : 0xff << (Byte.SIZE - (bits - bit));
      if (((ours[bit / Byte.SIZE] ^ theirs[bit / Byte.SIZE]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }

  static boolean isOne(String text) {
    try {
      parse(text);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}

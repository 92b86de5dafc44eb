package io.aureus.callbacks;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/**
 * Which addresses belong to the public internet: all but the registries of special-purpose
 * addresses (IANA, RFC 6890 and its successors). Forms that carry an IPv4 address inside an IPv6
 * one are judged by what they carry, or refused.
 */
final class PublicAddresses {
  private static final List<Cidr> NOT_PUBLIC_V4 =
      blocks(
          "0.0.0.0/8", // this network
          "10.0.0.0/8", // private
          "100.64.0.0/10", // carrier-grade NAT
          "127.0.0.0/8", // loopback
          "168.63.129.16/32", // a cloud's host agent, on a public-looking address
          "169.254.0.0/16", // link-local, with the clouds' metadata services
          "172.16.0.0/12", // private
          "192.0.0.0/24", // protocol assignments
          "192.0.2.0/24", // documentation
          "192.88.99.0/24", // 6to4 relays
          "192.168.0.0/16", // private
          "198.18.0.0/15", // benchmarking
          "198.51.100.0/24", // documentation
          "203.0.113.0/24", // documentation
          "224.0.0.0/4", // multicast
          "240.0.0.0/4"); // reserved, broadcast
  private static final Cidr GLOBAL_UNICAST_V6 = Cidr.of("2000::/3");
  private static final List<Cidr> NOT_PUBLIC_V6 =
      blocks(
          "2001::/23", // protocol assignments: Teredo, benchmarking, ORCHID
          "2001:db8::/32", // documentation
          "2002::/16", // 6to4, which carries an IPv4 address
          "3fff::/20"); // documentation
  private static final Cidr NAT64 = Cidr.of("64:ff9b::/96");

  private PublicAddresses() {}

  static boolean contains(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (bytes.length == 4) {
      return NOT_PUBLIC_V4.stream().noneMatch(block -> block.contains(address));
    }
    if (NAT64.contains(address)) {
      return contains(v4(Arrays.copyOfRange(bytes, 12, 16)));
    }
    return GLOBAL_UNICAST_V6.contains(address)
        && NOT_PUBLIC_V6.stream().noneMatch(block -> block.contains(address));
  }

  private static InetAddress v4(byte[] bytes) {
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four bytes are an address", e);
    }
  }

  private static List<Cidr> blocks(String... texts) {
    return Arrays.stream(texts).map(Cidr::of).toList();
  }
}

package io.aureus.callbacks;

import java.net.InetAddress;
import java.util.regex.Pattern;

/** A block of addresses of one family, e.g. {@code 10.0.0.0/8}. */
record Cidr(InetAddress base, int bits) {
  private static final Pattern DOTTED_QUAD =
      Pattern.compile("(?:(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(?:\\.|$)){4}(?<!\\.)");

  /** True for the one spelling of an IPv4 address that every program reads alike. */
  static boolean isDottedQuad(String text) {
    return DOTTED_QUAD.matcher(text).matches();
  }

  /**
   * @param text {@code address/bits}, or an address alone
   * @throws IllegalArgumentException where it is neither
   */
  static Cidr of(String text) {
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    if (!isDottedQuad(address) && !address.contains(":")) {
      throw new IllegalArgumentException("not an address: " + address);
    }
    InetAddress base = InetAddress.ofLiteral(address);
    int width = base.getAddress().length * 8;
    int bits = slash < 0 ? width : Integer.parseInt(text.substring(slash + 1));
    if (bits < 0 || bits > width) {
      throw new IllegalArgumentException("a block of " + width + " bits cannot have /" + bits);
    }
    return new Cidr(base, bits);
  }

  boolean contains(InetAddress address) {
    byte[] mine = base.getAddress();
    byte[] other = address.getAddress();
    if (mine.length != other.length) {
      return false;
    }
    for (int bit = 0; bit < bits; bit++) {
      int mask = 0x80 >> (bit % 8);
      if (((mine[bit / 8] ^ other[bit / 8]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }
}

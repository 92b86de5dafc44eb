package io.aureus.callbacks;

import java.net.InetAddress;

/** A block of addresses of one family, e.g. {@code 10.0.0.0/8}. */
record Cidr(InetAddress base, int bits) {

  /**
   * @param text {@code address/bits}, or an address alone
   * @throws IllegalArgumentException where it is neither
   */
  static Cidr of(String text) {
    int slash = text.indexOf('/');
    InetAddress base = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
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

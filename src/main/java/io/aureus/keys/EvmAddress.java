package io.aureus.keys;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Ethereum addresses, with the mixed-case checksum of EIP-55. */
public final class EvmAddress {
  private EvmAddress() {}

  /**
   * @param point 65 bytes, uncompressed
   */
  static String of(byte[] point) {
    byte[] hash = Digests.keccak256(point, 1, 64);
    return checksummed(HexFormat.of().formatHex(hash, 12, 32));
  }

  /**
   * @param hex 40 lower-case hex digits
   * @return the address with {@code 0x} and its checksum
   */
  public static String checksummed(String hex) {
    byte[] hash = Digests.keccak256(hex.getBytes(StandardCharsets.US_ASCII), 0, 40);
    char[] out = new char[42];
    out[0] = '0';
    out[1] = 'x';
    for (int i = 0; i < 40; i++) {
      int nibble = hash[i / 2] >> (i % 2 == 0 ? 4 : 0) & 0xf;
      out[i + 2] = nibble > 7 ? Character.toUpperCase(hex.charAt(i)) : hex.charAt(i);
    }
    return new String(out);
  }
}

package io.aureus.keys;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/** Ethereum addresses, with the mixed-case checksum of EIP-55. */
public final class EvmAddress {
  private static final Pattern FORM = Pattern.compile("0x[0-9a-fA-F]{40}");

  private EvmAddress() {}

  /**
   * The 20 bytes of an address that somebody named.
   *
   * @throws Refusal {@code FORBIDDEN} where it is none, or where its mixed case is not that of its
   *     checksum
   */
  static byte[] bytes(String address) {
    if (!FORM.matcher(address).matches()) {
      throw new Refusal(
          ErrorCode.FORBIDDEN, "the destination is no address: it must be 0x and 40 hex digits");
    }
    String digits = address.substring(2);
    String lower = digits.toLowerCase(Locale.ROOT);
    boolean mixed = !digits.equals(lower) && !digits.equals(digits.toUpperCase(Locale.ROOT));
    if (mixed && !checksummed(lower).equals(address)) {
      throw new Refusal(
          ErrorCode.FORBIDDEN, "the destination's checksum is wrong: a letter was mistyped");
    }
    return HexFormat.of().parseHex(lower);
  }

  /** The address in its usual spelling, refused as {@link #bytes} refuses it. */
  static String normal(String address) {
    return checksummed(HexFormat.of().formatHex(bytes(address)));
  }

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

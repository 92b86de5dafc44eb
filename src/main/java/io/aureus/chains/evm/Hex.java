package io.aureus.chains.evm;

import io.aureus.chains.nodes.NodeFailure;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import org.bouncycastle.crypto.digests.KeccakDigest;
import org.jspecify.annotations.Nullable;

/** Numbers, hashes and addresses as Ethereum nodes write them. */
final class Hex {
  private Hex() {}

  static String of(long number) {
    return "0x" + Long.toHexString(number);
  }

  /** A quantity of at most 256 bits. */
  static BigInteger number(@Nullable String text) throws NodeFailure {
    if (text == null || text.length() < 3 || text.length() > 66 || !text.startsWith("0x")) {
      throw malformed("a number", text);
    }
    try {
      BigInteger number = new BigInteger(text.substring(2), 16);
      if (number.signum() >= 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Answered below.
    }
    throw malformed("a number", text);
  }

  static long small(@Nullable String text) throws NodeFailure {
    BigInteger number = number(text);
    if (number.bitLength() > 62) {
      throw malformed("a block's number or time", text);
    }
    return number.longValue();
  }

  /** 32 bytes, in small letters. */
  static String hash(@Nullable String text) throws NodeFailure {
    return bytes(text, 32);
  }

  /** 20 bytes, in small letters. */
  static String address(@Nullable String text) throws NodeFailure {
    return bytes(text, 20);
  }

  /** The address in the last 20 of a topic's 32 bytes; small letters. */
  static String addressOfTopic(String topic) {
    return "0x" + topic.substring(26).toLowerCase(Locale.ROOT);
  }

  /** The mixed-case spelling that carries a checksum (EIP-55). */
  static String checksummed(String address) {
    String digits = address.substring(2).toLowerCase(Locale.ROOT);
    byte[] hash = keccak(digits.getBytes(StandardCharsets.US_ASCII));
    StringBuilder shown = new StringBuilder("0x");
    for (int i = 0; i < digits.length(); i++) {
      int nibble = hash[i / 2] >> (i % 2 == 0 ? 4 : 0) & 0xf;
      char digit = digits.charAt(i);
      shown.append(nibble >= 8 ? Character.toUpperCase(digit) : digit);
    }
    return shown.toString();
  }

  static byte[] keccak(byte[] data) {
    KeccakDigest digest = new KeccakDigest(256);
    digest.update(data, 0, data.length);
    byte[] hash = new byte[32];
    digest.doFinal(hash, 0);
    return hash;
  }

  static byte[] decode(String hex) {
    return HexFormat.of().parseHex(hex, 2, hex.length());
  }

  private static String bytes(@Nullable String text, int length) throws NodeFailure {
    if (text == null || text.length() != 2 + 2 * length || !text.startsWith("0x")) {
      throw malformed(length + " bytes", text);
    }
    for (int i = 2; i < text.length(); i++) {
      if (!HexFormat.isHexDigit(text.charAt(i))) {
        throw malformed(length + " bytes", text);
      }
    }
    return text.toLowerCase(Locale.ROOT);
  }

  private static NodeFailure malformed(String expected, @Nullable String text) {
    String shown = text == null ? "nothing" : text.substring(0, Math.min(80, text.length()));
    return new NodeFailure(
        NodeFailure.Kind.MALFORMED, "answered " + shown + " where " + expected + " belongs");
  }
}

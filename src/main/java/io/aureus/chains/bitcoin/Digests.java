package io.aureus.chains.bitcoin;

import java.security.DigestException;
import java.security.MessageDigest;
import java.util.HexFormat;

/** SHA-256 twice, and the turned-round hex in which hashes are shown. */
final class Digests {
  static final HexFormat HEX = HexFormat.of();

  private Digests() {}

  /** Ends the digest, hashes its result once more and shows that. */
  static String twice(MessageDigest digest) {
    byte[] once = digest.digest();
    return shown(digest.digest(once), 0);
  }

  /** Ends the digest, hashes its result once more and puts those 32 bytes here. */
  static void twice(MessageDigest digest, byte[] into, int at) {
    try {
      digest.digest(into, at, 32);
      digest.update(into, at, 32);
      digest.digest(into, at, 32);
    } catch (DigestException e) {
      throw new IllegalStateException("32 bytes hold what SHA-256 makes", e);
    }
  }

  /** The 32 bytes from here as nodes write them: turned round, in hex. */
  static String shown(byte[] bytes, int from) {
    byte[] turned = new byte[32];
    for (int i = 0; i < 32; i++) {
      turned[i] = bytes[from + 31 - i];
    }
    return HEX.formatHex(turned);
  }

  /** The 32 bytes of what is shown so. */
  static byte[] hashed(String shown) {
    byte[] turned = bytes(shown);
    if (turned.length != 32) {
      throw new MalformedData("is no hash");
    }
    byte[] bytes = new byte[32];
    for (int i = 0; i < 32; i++) {
      bytes[i] = turned[31 - i];
    }
    return bytes;
  }

  /** The bytes of hex in either case; an odd or foreign character is malformed. */
  static byte[] bytes(String hex) {
    try {
      return HEX.parseHex(hex);
    } catch (IllegalArgumentException e) {
      throw new MalformedData("is not hex");
    }
  }
}

package io.aureus.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.bouncycastle.crypto.digests.KeccakDigest;

/** Keccak-256 as Ethereum uses it (not the later SHA3-256), and the hexadecimal around it. */
final class Keccak {
  private static final HexFormat HEX = HexFormat.of();

  private Keccak() {}

  static byte[] of(byte[]... parts) {
    KeccakDigest digest = new KeccakDigest(256);
    for (byte[] part : parts) {
      digest.update(part, 0, part.length);
    }
    byte[] hash = new byte[32];
    digest.doFinal(hash, 0);
    return hash;
  }

  static byte[] of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  static String hex(byte[] bytes) {
    return "0x" + HEX.formatHex(bytes);
  }

  static byte[] bytes(String hex) {
    return HEX.parseHex(hex, 2, hex.length());
  }
}

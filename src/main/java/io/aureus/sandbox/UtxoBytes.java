package io.aureus.sandbox;

import io.aureus.money.Sha256;
import java.io.ByteArrayOutputStream;
import java.util.HexFormat;

/** Bytes as Bitcoin writes them: little-endian, counts of a length that depends on them. */
final class UtxoBytes {
  static final HexFormat HEX = HexFormat.of();

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  UtxoBytes u16(int number) {
    return little(number, 2);
  }

  UtxoBytes u32(long number) {
    return little(number, 4);
  }

  UtxoBytes u64(long number) {
    return little(number, 8);
  }

  UtxoBytes count(long number) {
    if (number < 0xfd) {
      return little(number, 1);
    }
    if (number <= 0xffff) {
      return little(0xfd, 1).little(number, 2);
    }
    return little(0xfe, 1).little(number, 4);
  }

  UtxoBytes bytes(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }

  UtxoBytes hex(String hex) {
    return bytes(HEX.parseHex(hex));
  }

  /** A script or a witness item, its length before it. */
  UtxoBytes sized(String hex) {
    return count(hex.length() / 2).hex(hex);
  }

  /** A hash as it is shown, which is back to front. */
  UtxoBytes hash(String shown) {
    return bytes(reversed(HEX.parseHex(shown)));
  }

  byte[] toBytes() {
    return out.toByteArray();
  }

  private UtxoBytes little(long number, int bytes) {
    for (int i = 0; i < bytes; i++) {
      out.write((int) (number >>> (8 * i)) & 0xff);
    }
    return this;
  }

  static byte[] twice(byte[] content) {
    return Sha256.of(Sha256.of(content));
  }

  static String shown(byte[] hash) {
    return HEX.formatHex(reversed(hash));
  }

  static byte[] reversed(byte[] bytes) {
    byte[] turned = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      turned[i] = bytes[bytes.length - 1 - i];
    }
    return turned;
  }
}

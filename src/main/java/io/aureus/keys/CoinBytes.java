package io.aureus.keys;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;

/** Writes what transactions are made of: numbers with their smallest byte first. */
final class CoinBytes {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  CoinBytes one(int value) {
    out.write(value);
    return this;
  }

  CoinBytes four(long value) {
    return number(value, 4);
  }

  CoinBytes eight(long value) {
    return number(value, 8);
  }

  /** In as many bytes as it needs. */
  CoinBytes count(long value) {
    if (value < 0xfd) {
      return number(value, 1);
    }
    return value <= 0xffff ? one(0xfd).number(value, 2) : one(0xfe).number(value, 4);
  }

  CoinBytes plain(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }

  /** With its length before it. */
  CoinBytes sized(byte[] bytes) {
    return count(bytes.length).plain(bytes);
  }

  CoinBytes point(CoinPoint point) {
    byte[] hash = HexFormat.of().parseHex(point.txid());
    for (int i = hash.length - 1; i >= 0; i--) {
      out.write(hash[i]);
    }
    return four(point.index());
  }

  CoinBytes output(CoinOutput output) {
    return eight(output.units()).sized(HexFormat.of().parseHex(output.script()));
  }

  byte[] bytes() {
    return out.toByteArray();
  }

  private CoinBytes number(long value, int bytes) {
    for (int i = 0; i < bytes; i++) {
      out.write((int) (value >>> (8 * i)) & 0xff);
    }
    return this;
  }
}

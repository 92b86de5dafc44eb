package io.aureus.backup;

import java.security.MessageDigest;
import java.util.HexFormat;

/** Counts and hashes what goes by: a row of a copied table ends with a line's end. */
final class Counted {
  private final MessageDigest digest = SealedParts.digest();
  private long rows;
  private long bytes;

  void add(byte[] piece, int from, int length) {
    digest.update(piece, from, length);
    bytes += length;
    for (int i = from; i < from + length; i++) {
      if (piece[i] == '\n') {
        rows++;
      }
    }
  }

  Manifest.Count of(String name) {
    return new Manifest.Count(name, rows, bytes, HexFormat.of().formatHex(digest.digest()));
  }
}

package io.aureus.chains.lightning;

import io.aureus.money.Bech32;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** What the payee of an invoice signs. */
final class InvoiceHash {
  private InvoiceHash() {}

  /**
   * @param prefix the human-readable part
   * @param groups of five bits, without the signature
   */
  static byte[] of(String prefix, byte[] groups) {
    MessageDigest digest = digest();
    digest.update(prefix.getBytes(StandardCharsets.US_ASCII));
    return digest.digest(Bech32.toFilledBytes(groups));
  }

  static byte[] sha256(byte[] bytes) {
    return digest().digest(bytes);
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}

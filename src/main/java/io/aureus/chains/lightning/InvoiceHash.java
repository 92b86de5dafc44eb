package io.aureus.chains.lightning;

import io.aureus.money.Bech32;
import io.aureus.money.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** What the payee of an invoice signs. */
final class InvoiceHash {
  private InvoiceHash() {}

  /**
   * @param prefix the human-readable part
   * @param groups of five bits, without the signature
   */
  static byte[] of(String prefix, byte[] groups) {
    MessageDigest digest = Sha256.digest();
    digest.update(prefix.getBytes(StandardCharsets.US_ASCII));
    return digest.digest(Bech32.toFilledBytes(groups));
  }
}

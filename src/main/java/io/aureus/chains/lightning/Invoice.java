package io.aureus.chains.lightning;

import io.aureus.money.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;

/**
 * An invoice of Lightning (BOLT11) whose signature was checked: {@code lnbc…}.
 *
 * @param text in small letters
 * @param payee the key of the node that is paid and that signed, in 66 hexadecimal digits
 * @param terms what it says
 */
public record Invoice(String text, String payee, InvoiceTerms terms) implements LightningRequest {
  /**
   * The letters that an invoice may have: as many digits as the largest QR code holds. No node
   * writes longer ones.
   */
  public static final int MOST = 7_089;

  /**
   * Reads what somebody gave as an invoice, all in small or all in capital letters.
   *
   * @throws LightningRefusal where it is none that could be paid on this network. That it has
   *     expired is not looked at.
   */
  public static Invoice read(LightningNetwork network, String typed) {
    return InvoiceReader.read(network, typed);
  }

  /** Whether it may not be paid any more. */
  public boolean isExpired(Instant now) {
    return !now.isBefore(terms.expiresAt());
  }

  /**
   * Whether this proves that it was paid: the payee gives it to nobody before.
   *
   * @param preimage in hexadecimal digits, of which it has 64
   */
  public boolean isProvenBy(String preimage) {
    byte[] hash = Sha256.of(HexFormat.of().parseHex(preimage));
    return HexFormat.of().formatHex(hash).equals(terms.paymentHash());
  }

  /** Whether this is what the invoice describes, itself or by its hash. */
  public boolean isFor(String description) {
    if (terms.descriptionHash() == null) {
      return description.equals(terms.description());
    }
    byte[] hash = Sha256.of(description.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(hash).equals(terms.descriptionHash());
  }
}

package io.aureus.chains.lightning;

import io.aureus.money.Bech32;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Writes invoices that no program should: any fields, in any number, with a signature that fits.
 */
final class RawInvoice {
  private static final String LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";

  private final String prefix;
  private final ByteArrayOutputStream groups = new ByteArrayOutputStream();

  RawInvoice(String prefix) {
    this.prefix = prefix;
    letters("pvjluez");
  }

  /** One that may be paid. */
  static RawInvoice right() {
    return new RawInvoice("lnbcrt20u")
        .hex('p', Bolt11.HASH)
        .hex('s', Bolt11.SECRET)
        .text('d', "Tea")
        .field('9', "qsgq".substring(1));
  }

  /** A field as it stands in the text. */
  RawInvoice field(char tag, String letters) {
    groups.write(LETTERS.indexOf(tag));
    groups.write(letters.length() / 32);
    groups.write(letters.length() % 32);
    return letters(letters);
  }

  RawInvoice hex(char tag, String hex) {
    StringBuilder letters = new StringBuilder();
    for (byte group : Bech32.toGroups(HexFormat.of().parseHex(hex))) {
      letters.append(Bech32.letter(group));
    }
    return field(tag, letters.toString());
  }

  RawInvoice text(char tag, String text) {
    return hex(tag, HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Letters as they stand, of no field. */
  RawInvoice letters(String letters) {
    letters.chars().forEach(letter -> groups.write(LETTERS.indexOf(letter)));
    return this;
  }

  String signed() {
    return signed(Bolt11.KEY::sign);
  }

  String signed(HashSigner signer) {
    byte[] hash = InvoiceHash.of(prefix, groups.toByteArray());
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(groups.toByteArray());
    all.writeBytes(Bech32.toGroups(signer.sign(hash)));
    return Bech32.write(prefix, all.toByteArray());
  }
}

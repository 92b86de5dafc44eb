package io.aureus.chains.lightning;

import io.aureus.money.Bech32;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Writes invoices (BOLT11) in the shortest way, with the fields in the order of its examples. */
final class InvoiceWriter {
  private static final HexFormat HEX = HexFormat.of();

  /** Groups in one field. */
  private static final int MOST = 1_023;

  private final ByteArrayOutputStream groups = new ByteArrayOutputStream();

  private InvoiceWriter() {}

  static String write(InvoiceTerms terms, HashSigner signer) {
    InvoiceWriter writer = new InvoiceWriter();
    writer.terms(terms);
    String prefix = terms.network().prefix() + InvoiceAmount.write(terms.millisatoshi());
    byte[] hash = InvoiceHash.of(prefix, writer.groups.toByteArray());
    writer.groups.writeBytes(Bech32.toGroups(signer.sign(hash)));
    return Bech32.write(prefix, writer.groups.toByteArray());
  }

  private void terms(InvoiceTerms terms) {
    number(terms.createdAt().getEpochSecond(), InvoiceReader.TIME);
    hex(InvoiceTag.SECRET, terms.paymentSecret());
    hex(InvoiceTag.PAYMENT_HASH, terms.paymentHash());
    if (terms.description() != null) {
      byte[] bytes = terms.description().getBytes(StandardCharsets.UTF_8);
      field(InvoiceTag.DESCRIPTION, Bech32.toGroups(bytes));
    }
    if (terms.descriptionHash() != null) {
      hex(InvoiceTag.DESCRIPTION_HASH, terms.descriptionHash());
    }
    if (terms.metadata() != null) {
      hex(InvoiceTag.METADATA, terms.metadata());
    }
    if (!terms.expiry().equals(InvoiceTerms.USUAL_EXPIRY)) {
      number(InvoiceTag.EXPIRY, terms.expiry().toSeconds());
    }
    if (terms.finalDelta() != InvoiceTerms.USUAL_DELTA) {
      number(InvoiceTag.FINAL_DELTA, terms.finalDelta());
    }
    terms.fallbacks().forEach(address -> field(InvoiceTag.FALLBACK, address.groups()));
    terms
        .routes()
        .forEach(route -> field(InvoiceTag.ROUTE, Bech32.toGroups(RouteHop.bytes(route))));
    features(terms.features().bits());
  }

  private void features(BigInteger bits) {
    if (bits.signum() == 0) {
      return;
    }
    int length = (bits.bitLength() + 4) / 5;
    head(InvoiceTag.FEATURES, length);
    for (int i = length - 1; i >= 0; i--) {
      groups.write(bits.shiftRight(5 * i).intValue() & 31);
    }
  }

  private void hex(InvoiceTag tag, String hex) {
    field(tag, Bech32.toGroups(HEX.parseHex(hex)));
  }

  private void number(InvoiceTag tag, long number) {
    int length = Math.max(1, (64 - Long.numberOfLeadingZeros(number) + 4) / 5);
    head(tag, length);
    number(number, length);
  }

  private void number(long number, int length) {
    for (int i = length - 1; i >= 0; i--) {
      groups.write((int) (number >>> (5 * i)) & 31);
    }
  }

  private void field(InvoiceTag tag, byte[] content) {
    head(tag, content.length);
    groups.writeBytes(content);
  }

  private void head(InvoiceTag tag, int length) {
    if (length > MOST) {
      throw new LightningRefusal(
          LightningRefusal.Kind.FIELD, "its %s is too long for one field".formatted(tag.words()));
    }
    groups.write(tag.code());
    groups.write(length / 32);
    groups.write(length % 32);
  }
}

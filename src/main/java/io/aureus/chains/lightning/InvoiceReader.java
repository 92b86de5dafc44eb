package io.aureus.chains.lightning;

import io.aureus.chains.lightning.LightningRefusal.Kind;
import io.aureus.money.Bech32;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads invoices (BOLT11) as a payer must, and refuses what programs could read in two ways. */
final class InvoiceReader {
  /** Groups of five bits. */
  static final int TIME = 7;

  static final int SIGNATURE = 104;

  private InvoiceReader() {}

  static Invoice read(LightningNetwork network, String typed) {
    Bech32.Content content = content(typed);
    String prefix = content.prefix();
    int amount = 0;
    while (amount < prefix.length() && !Character.isDigit(prefix.charAt(amount))) {
      amount++;
    }
    network.refuseOther(prefix.substring(0, amount));
    int signed = content.groups().length - SIGNATURE;
    if (signed < TIME) {
      throw new LightningRefusal(Kind.TEXT, "it is too short to be an invoice: copy all of it");
    }
    byte[] groups = Arrays.copyOf(content.groups(), signed);
    TaggedFields fields = TaggedFields.read(Arrays.copyOfRange(groups, TIME, signed));
    InvoiceTerms terms = terms(network, prefix.substring(amount), groups, fields);
    terms.features().refuseUnknown();
    byte[] signature =
        Bech32.toBytes(Arrays.copyOfRange(content.groups(), signed, signed + SIGNATURE));
    byte[] hash = InvoiceHash.of(prefix, groups);
    String text = Bech32.write(prefix, content.groups());
    return new Invoice(text, payee(fields, hash, signature), terms);
  }

  private static Bech32.Content content(String typed) {
    try {
      return Bech32.read(typed, Invoice.MOST);
    } catch (IllegalArgumentException e) {
      throw LightningRefusal.of(Kind.TEXT, e);
    }
  }

  private static InvoiceTerms terms(
      LightningNetwork network, String amount, byte[] groups, TaggedFields fields) {
    long time = 0;
    for (int i = 0; i < TIME; i++) {
      time = time << 5 | groups[i];
    }
    long delta = fields.number(InvoiceTag.FINAL_DELTA, InvoiceTerms.USUAL_DELTA);
    if (delta > Integer.MAX_VALUE) {
      throw new LightningRefusal(Kind.FIELD, "its last lock time is larger than could be meant");
    }
    long expiry = fields.number(InvoiceTag.EXPIRY, InvoiceTerms.USUAL_EXPIRY.toSeconds());
    return new InvoiceTerms(
        network,
        InvoiceAmount.read(amount),
        Instant.ofEpochSecond(time),
        Duration.ofSeconds(expiry),
        orEmpty(fields.hex(InvoiceTag.PAYMENT_HASH)),
        orEmpty(fields.hex(InvoiceTag.SECRET)),
        fields.text(InvoiceTag.DESCRIPTION),
        fields.hex(InvoiceTag.DESCRIPTION_HASH),
        (int) delta,
        fields.fallbacks(),
        fields.routes(),
        fields.features(),
        fields.hex(InvoiceTag.METADATA));
  }

  private static String payee(TaggedFields fields, byte[] hash, byte[] signature) {
    byte[] named = fields.bytes(InvoiceTag.NODE);
    if (named == null) {
      return NodeKey.recovered(hash, signature);
    }
    if (!NodeKey.isPoint(named)) {
      throw new LightningRefusal(Kind.FIELD, "the node that it names is none");
    }
    NodeKey.refuseOther(named, hash, signature);
    return Objects.requireNonNull(fields.hex(InvoiceTag.NODE));
  }

  /** What is not there is refused together with what is wrong. */
  private static String orEmpty(@Nullable String text) {
    return Objects.requireNonNullElse(text, "");
  }
}

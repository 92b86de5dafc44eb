package io.aureus.chains.lightning.nodes;

import io.aureus.chains.lightning.Invoice;
import io.aureus.chains.lightning.InvoiceTerms;
import io.aureus.chains.lightning.InvoiceWish;
import io.aureus.chains.lightning.LightningNetwork;
import io.aureus.chains.lightning.LightningRefusal;
import io.aureus.chains.lightning.NodeIdentity;
import io.aureus.chains.lightning.SentPayment;
import io.aureus.chains.nodes.NodeFailure;
import io.aureus.chains.nodes.NodeFailure.Kind;
import io.aureus.money.Sha256;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** What every node is held to, whatever its program. */
final class Checks {
  private static final Pattern KEY = Pattern.compile("0[23][0-9a-f]{64}");

  private Checks() {}

  /**
   * Reads the invoice that a node made.
   *
   * @param paymentHash that the node told beside it
   * @throws NodeFailure where it is not what was wished
   */
  static Invoice made(LightningNetwork network, InvoiceWish wish, String text, String paymentHash)
      throws NodeFailure {
    Invoice invoice;
    try {
      invoice = Invoice.read(network, text);
    } catch (LightningRefusal e) {
      throw Told.malformed("made an invoice that cannot be given to anybody: " + e.words());
    }
    InvoiceTerms terms = invoice.terms();
    if (terms.millisatoshi().orElse(0) != wish.millisatoshi()) {
      throw Told.malformed("made an invoice of another amount");
    }
    if (!terms.paymentHash().equals(paymentHash)) {
      throw Told.malformed("made an invoice of another payment hash than it tells");
    }
    if (!invoice.isFor(wish.description())
        || (terms.descriptionHash() != null) != wish.isHashed()) {
      throw Told.malformed("made an invoice that describes something else");
    }
    if (!terms.expiry().equals(wish.expiry())) {
      throw Told.malformed("made an invoice of another expiry");
    }
    if (!terms.fallbacks().isEmpty()) {
      // Some nodes settle such an invoice by a transaction, which a reorganisation may undo.
      throw new NodeFailure(
          Kind.REFUSED,
          "lets its invoices be paid on the chain, where it is not seen: switch that off"
              + " (Electrum: setconfig bolt11_fallback false; Core Lightning: no"
              + " invoices-onchain-fallback)");
    }
    return invoice;
  }

  /**
   * What is paid beside the amount must be known before a node is asked.
   *
   * @throws IllegalArgumentException where it is not what the invoice says
   */
  static void order(Invoice invoice, long millisatoshi, long feeCap) {
    if (millisatoshi < 1 || feeCap < 0) {
      throw new IllegalArgumentException("an amount and a fee cap that can be paid are needed");
    }
    if (invoice.terms().millisatoshi().orElse(millisatoshi) != millisatoshi) {
      throw new IllegalArgumentException("the invoice names another amount");
    }
  }

  /**
   * A payment that the node says is done.
   *
   * @throws NodeFailure where the preimage proves nothing
   */
  static SentPayment paid(String paymentHash, String preimage, long feeMillisatoshi)
      throws NodeFailure {
    if (!Sha256.hex(HexFormat.of().parseHex(preimage)).equals(paymentHash)) {
      throw Told.malformed("answered a preimage that is another payment's");
    }
    if (feeMillisatoshi < 0) {
      throw Told.malformed("answered a fee below zero");
    }
    return new SentPayment.Paid(preimage, feeMillisatoshi);
  }

  static NodeIdentity identity(NodeIdentity told, LightningNetwork ours) throws NodeFailure {
    if (!KEY.matcher(told.id()).matches()) {
      throw Told.malformed("answered a key that is none");
    }
    if (told.network() != ours) {
      throw new NodeFailure(
          Kind.WRONG_CHAIN,
          "runs on %s, and not on %s".formatted(told.network().title(), ours.title()));
    }
    return told;
  }

  static LightningNetwork network(String name) throws NodeFailure {
    try {
      return LightningNetwork.of(name);
    } catch (IllegalArgumentException e) {
      throw new NodeFailure(Kind.WRONG_CHAIN, "runs on a network that is not known here");
    }
  }
}

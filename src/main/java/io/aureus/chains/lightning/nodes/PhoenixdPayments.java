package io.aureus.chains.lightning.nodes;

import io.aureus.chains.lightning.Invoice;
import io.aureus.chains.lightning.InvoicePaying;
import io.aureus.chains.lightning.SentPayment;
import io.aureus.chains.nodes.NodeFailure;
import io.aureus.chains.nodes.NodeFailure.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Pays by a phoenixd, which knows no fee cap: it hands each payment to the one node that it has
 * channels with, at a price of 4 sat and 0.4 % of the amount. So what has a smaller cap is refused
 * before anything is sent. Newer programs take the price with the order and are told it, lest they
 * pay a higher one; older ones know no other.
 *
 * <p>Older programs pay a hash again that is under way: the record is asked before. The answer to
 * an order has the fee in whole satoshi, cut off: the record is asked for it after.
 */
final class PhoenixdPayments implements InvoicePaying {
  private static final long BASE_SATOSHI = 4;
  private static final long MILLIONTHS = 4_000;
  private static final Duration DOUBT = Duration.ofSeconds(60);

  private final PhoenixdLine line;
  private final Duration paying;
  private final Doubts doubts;

  PhoenixdPayments(PhoenixdLine line, NodeAccess access) {
    this.line = line;
    this.paying = access.waits().paying();
    this.doubts = new Doubts(access.clock(), DOUBT);
  }

  @Override
  public SentPayment pay(Invoice invoice, long millisatoshi, long feeCap) throws NodeFailure {
    Checks.order(invoice, millisatoshi, feeCap);
    refuseCheap(millisatoshi, feeCap);
    Map<String, String> form = new LinkedHashMap<>();
    form.put("invoice", invoice.text());
    if (invoice.terms().millisatoshi().isEmpty()) {
      form.put("amountSat", Long.toString(PhoenixdNode.satoshi(millisatoshi)));
    }
    form.put("trampolineFeeBaseSat", Long.toString(BASE_SATOSHI));
    form.put("trampolineFeeProportional", Long.toString(MILLIONTHS));
    String hash = invoice.terms().paymentHash();
    SentPayment before = record(hash);
    if (before instanceof SentPayment.InFlight || before instanceof SentPayment.Paid) {
      return before;
    }
    doubts.ordered(hash);
    Told told;
    try {
      told = line.post("/payinvoice", form, paying);
    } catch (NodeFailure e) {
      if (e.kind() != Kind.REFUSED) {
        throw e;
      }
      return afterwards(hash, e);
    }
    return outcome(hash, told);
  }

  private static void refuseCheap(long millisatoshi, long feeCap) throws NodeFailure {
    long price = BASE_SATOSHI * 1_000 + millisatoshi / (1_000_000 / MILLIONTHS);
    if (feeCap < price) {
      throw new NodeFailure(
          Kind.REFUSED,
          "takes 4 sat and 0.4 %% for each payment, which is %d millisatoshi here, and the"
                  .formatted(price)
              + " fee cap is less");
    }
  }

  /** It began nothing by this order; but it may know of an earlier one. */
  private SentPayment afterwards(String hash, NodeFailure refusal) throws NodeFailure {
    SentPayment known = record(hash);
    if (known instanceof SentPayment.Unknown) {
      throw refusal;
    }
    return known;
  }

  private SentPayment outcome(String hash, Told told) throws NodeFailure {
    if (!told.hash("paymentHash").equals(hash)) {
      throw Told.malformed("answered with another payment");
    }
    SentPayment record = record(hash);
    if (told.has("paymentPreimage")) {
      if (record instanceof SentPayment.Paid) {
        return record;
      }
      throw Told.malformed("says that a payment is done, and its record does not");
    }
    // It says so as well of a payment that is under way already, or done.
    String reason = line.shown(told.text("reason"));
    return record instanceof SentPayment.Unknown || record instanceof SentPayment.Failed
        ? new SentPayment.Failed("the node says: " + reason)
        : record;
  }

  @Override
  public SentPayment sent(String paymentHash, Instant ordered) throws NodeFailure {
    SentPayment record = record(paymentHash);
    return doubts.told(paymentHash, record, ordered, record instanceof SentPayment.Unknown);
  }

  private SentPayment record(String hash) throws NodeFailure {
    return Doubts.unrefused(() -> read(hash));
  }

  /** The best of all that were to pay the hash: it tells what is done before what is under way. */
  private SentPayment read(String hash) throws NodeFailure {
    Optional<String> found = line.find("/payments/outgoingbyhash/" + hash);
    if (found.isEmpty()) {
      return new SentPayment.Unknown();
    }
    Told told = Told.read(found.get());
    if (!told.hash("paymentHash").equals(hash)) {
      throw Told.malformed("answered with another payment");
    }
    if (told.flag("isPaid")) {
      return Checks.paid(hash, told.hash("preimage"), told.count("fees"));
    }
    return told.has("completedAt")
        ? new SentPayment.Failed("no try to pay it came through")
        : new SentPayment.InFlight();
  }
}

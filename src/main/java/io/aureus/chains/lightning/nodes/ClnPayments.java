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

/**
 * Pays by {@code xpay} of a Core Lightning. It writes down the parts of a payment as it sends them,
 * and nothing before the first: between two tries its record says that the payment failed, though
 * the command goes on, until {@code retry_for} is over or longer. So where the command's own answer
 * is missing, the record's no is told only when it has stood for longer than that.
 */
final class ClnPayments implements InvoicePaying {
  /**
   * For a command that is read late, and for its first try: however long the node looks for a way,
   * it makes one, though {@code retry_for} is over.
   */
  private static final Duration LATE = Duration.ofMinutes(15);

  private final ClnLine line;
  private final Duration paying;
  private final Doubts doubts;

  ClnPayments(ClnLine line, NodeAccess access) {
    this.line = line;
    this.paying = access.waits().paying();
    this.doubts = new Doubts(access.clock(), paying.plus(LATE));
  }

  @Override
  public SentPayment pay(Invoice invoice, long millisatoshi, long feeCap) throws NodeFailure {
    Checks.order(invoice, millisatoshi, feeCap);
    String hash = invoice.terms().paymentHash();
    Map<String, Object> order = new LinkedHashMap<>();
    order.put("invstring", invoice.text());
    order.put("maxfee", feeCap);
    order.put("retry_for", paying.toSeconds());
    if (invoice.terms().millisatoshi().isEmpty()) {
      order.put("amount_msat", millisatoshi);
    }
    // It is not documented that a hash which is under way is never paid a second time.
    SentPayment before = record(hash);
    if (before instanceof SentPayment.InFlight || before instanceof SentPayment.Paid) {
      return before;
    }
    doubts.ordered(hash);
    try {
      return paid(hash, line.call("xpay", order, paying), "payment_preimage");
    } catch (NodeFailure e) {
      if (e.kind() != Kind.REFUSED) {
        throw e;
      }
      return afterwards(hash, e);
    }
  }

  /** The command is over, so that its record counts; parts of it may still be under way. */
  private SentPayment afterwards(String hash, NodeFailure refusal) throws NodeFailure {
    return switch (record(hash)) {
      case SentPayment.Unknown none -> throw refusal;
      case SentPayment.Failed failed -> new SentPayment.Failed("the node " + refusal.words());
      case SentPayment other -> other;
    };
  }

  @Override
  public SentPayment sent(String paymentHash, Instant ordered) throws NodeFailure {
    SentPayment record = record(paymentHash);
    boolean isOpen = record instanceof SentPayment.Unknown || record instanceof SentPayment.Failed;
    return doubts.told(paymentHash, record, ordered, isOpen);
  }

  private SentPayment record(String hash) throws NodeFailure {
    return Doubts.unrefused(() -> read(hash));
  }

  /** What all commands together came to that were to pay the hash. */
  private SentPayment read(String hash) throws NodeFailure {
    SentPayment record = new SentPayment.Unknown();
    for (Told pay : line.call("listpays", Map.of("payment_hash", hash)).objects("pays")) {
      if (!pay.hash("payment_hash").equals(hash)) {
        throw Told.malformed("answered with another payment");
      }
      switch (pay.text("status")) {
        case "complete" -> {
          return paid(hash, pay, "preimage");
        }
        case "pending" -> record = new SentPayment.InFlight();
        case "failed" -> {
          if (record instanceof SentPayment.Unknown) {
            record = new SentPayment.Failed("no try to pay it came through");
          }
        }
        default -> throw Told.malformed("answered with a state of a payment that is not known");
      }
    }
    return record;
  }

  private static SentPayment paid(String hash, Told told, String preimage) throws NodeFailure {
    long fee = told.count("amount_sent_msat") - told.count("amount_msat");
    return Checks.paid(hash, told.hash(preimage), fee);
  }
}

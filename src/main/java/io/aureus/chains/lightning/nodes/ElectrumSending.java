package io.aureus.chains.lightning.nodes;

import io.aureus.chains.lightning.Invoice;
import io.aureus.chains.lightning.InvoicePaying;
import io.aureus.chains.lightning.SentPayment;
import io.aureus.chains.lightning.SentPayment.Failed;
import io.aureus.chains.lightning.SentPayment.InFlight;
import io.aureus.chains.lightning.SentPayment.Paid;
import io.aureus.chains.lightning.SentPayment.Unknown;
import io.aureus.chains.lightning.nodes.ElectrumPayment.Direction;
import io.aureus.chains.nodes.NodeFailure;
import io.aureus.chains.nodes.NodeFailure.Kind;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** How an Electrum daemon pays. Asked twice at the same moment it pays one invoice twice. */
final class ElectrumSending implements InvoicePaying {
  /** Electrum knows no cap: it takes any way that costs no more than this, or than 1 %. */
  private static final long FREE_FEE = 5_000;

  private static final int FEE_SHARE = 100;

  private static final long IN_FLIGHT = 4;

  private final ElectrumCalls calls;

  /** What is being paid by this process. */
  private final Set<String> paying = ConcurrentHashMap.newKeySet();

  ElectrumSending(ElectrumCalls calls) {
    this.calls = calls;
  }

  @Override
  public SentPayment pay(Invoice invoice, long millisatoshi, long feeCap) throws NodeFailure {
    String hash = invoice.terms().paymentHash();
    if (!paying.add(hash)) {
      return new InFlight();
    }
    try {
      SentPayment before = sent(hash);
      if (before instanceof Paid || before instanceof InFlight) {
        return before;
      }
      refuseWhatItCannot(invoice, millisatoshi, feeCap);
      return payNow(invoice);
    } finally {
      paying.remove(hash);
    }
  }

  private static void refuseWhatItCannot(Invoice invoice, long millisatoshi, long feeCap)
      throws NodeFailure {
    OptionalLong asked = invoice.terms().millisatoshi();
    if (asked.isEmpty()) {
      throw refused("cannot pay an invoice without an amount");
    }
    if (asked.getAsLong() != millisatoshi) {
      throw refused("can pay no other amount than the invoice's own");
    }
    long least = Math.max(FREE_FEE, millisatoshi / FEE_SHARE);
    if (feeCap < least) {
      throw refused(
          "cannot be held to a fee of %d millisatoshi: it takes what costs up to %d"
              .formatted(feeCap, least));
    }
  }

  private SentPayment payNow(Invoice invoice) throws NodeFailure {
    String hash = invoice.terms().paymentHash();
    JsonNode answer;
    try {
      answer = calls.askAtLength("lnpay", invoice.text());
    } catch (NodeFailure e) {
      return afterwards(hash, e);
    }
    SentPayment now = sent(hash);
    if (ElectrumCalls.flag(answer, "success")) {
      return now instanceof Paid ? now : new InFlight();
    }
    return now instanceof Failed ? new Failed(why(answer)) : now;
  }

  /** What its record has after it told a failure, or nothing in time. */
  private SentPayment afterwards(String hash, NodeFailure failure) throws NodeFailure {
    SentPayment now = sent(hash);
    boolean isOver = failure.kind() == Kind.REFUSED;
    if (now instanceof Unknown || (now instanceof Failed && !isOver)) {
      // Without an answer it may be about to begin.
      throw failure;
    }
    return now;
  }

  private static String why(JsonNode answer) {
    JsonNode log = answer.path("log");
    JsonNode last = log.path(log.size() - 1).path(2);
    return last.isString()
        ? "the payment was turned back on its way: " + last.stringValue()
        : "there is no way to the payee with enough money in it";
  }

  @Override
  public SentPayment sent(String paymentHash) throws NodeFailure {
    try {
      return record(paymentHash);
    } catch (NodeFailure e) {
      if (e.kind() == Kind.REFUSED) {
        // That a question is refused says nothing of the payment.
        throw new NodeFailure(Kind.MALFORMED, e.words());
      }
      throw e;
    }
  }

  /** Asked in the order in which a payment goes on, so that none falls between two answers. */
  private SentPayment record(String paymentHash) throws NodeFailure {
    Optional<JsonNode> asked = calls.askIfAny("get_invoice", paymentHash);
    long status = asked.isEmpty() ? -1 : ElectrumCalls.whole(asked.get(), "status");
    ElectrumPayment settled = settled(paymentHash);
    if (settled != null) {
      // Its parts settle one by one, and until the last one the fee is not known.
      Long fee = settled.fee();
      return status == IN_FLIGHT || fee == null || fee < 0
          ? new InFlight()
          : new Paid(settled.preimage(), fee);
    }
    if (asked.isEmpty()) {
      return new Unknown();
    }
    return hasFailed(status)
        ? new Failed("Electrum tried to pay it and did not get through")
        : new InFlight();
  }

  /**
   * It calls a payment failed when it stops trying, though a part of it may still be out, and does
   * not tell whose what is out is: so nothing may be.
   */
  private boolean hasFailed(long status) throws NodeFailure {
    // Unpaid, expired, failed. With any other it is out, or paid by a way that shows no preimage.
    boolean hasStopped = status == 0 || status == 1 || status == 5;
    return hasStopped && !ElectrumChannels.read(calls.ask("list_channels")).isAnythingOut();
  }

  private @Nullable ElectrumPayment settled(String paymentHash) throws NodeFailure {
    for (ElectrumPayment each : ElectrumPayment.all(calls.ask("lightning_history"))) {
      if (each.direction() == Direction.SENT && each.paymentHash().equals(paymentHash)) {
        return each;
      }
    }
    return null;
  }

  private static NodeFailure refused(String words) {
    return new NodeFailure(Kind.REFUSED, words);
  }
}

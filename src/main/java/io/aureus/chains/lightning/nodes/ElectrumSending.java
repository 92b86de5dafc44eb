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
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** How an Electrum daemon pays. Asked twice at the same moment it pays one invoice twice. */
final class ElectrumSending implements InvoicePaying {
  /** Electrum knows no cap: it takes any way that costs no more than this, or than 1 %. */
  private static final long FREE_FEE = 5_000;

  private static final int FEE_SHARE = 100;

  private static final long IN_FLIGHT = 4;

  /** An order may lie unread before a daemon for a moment. */
  private static final Duration DOUBT = Duration.ofSeconds(30);

  private final ElectrumCalls calls;
  private final Doubts doubts;

  /** What is being paid by this process. */
  private final Set<String> paying = ConcurrentHashMap.newKeySet();

  ElectrumSending(ElectrumCalls calls, Clock clock) {
    this.calls = calls;
    this.doubts = new Doubts(clock, DOUBT);
  }

  @Override
  public SentPayment pay(Invoice invoice, long millisatoshi, long feeCap) throws NodeFailure {
    Checks.order(invoice, millisatoshi, feeCap);
    String hash = invoice.terms().paymentHash();
    if (!paying.add(hash)) {
      return new InFlight(false);
    }
    try {
      SentPayment before = record(hash);
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
    if (invoice.terms().millisatoshi().isEmpty()) {
      throw refused("cannot pay an invoice without an amount");
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
    doubts.ordered(hash);
    Told answer;
    try {
      answer = calls.objectAtLength("lnpay", invoice.text());
    } catch (NodeFailure e) {
      return afterwards(hash, e);
    }
    SentPayment now = record(hash);
    if (answer.flag("success")) {
      return now instanceof Paid ? now : new InFlight();
    }
    // Its log of tries has no form that is written down.
    return now;
  }

  /** What its record has after it told a failure, or nothing in time. */
  private SentPayment afterwards(String hash, NodeFailure failure) throws NodeFailure {
    SentPayment now = record(hash);
    boolean isOver = failure.kind() == Kind.REFUSED;
    if (now instanceof Unknown || (now instanceof Failed && !isOver)) {
      // Without an answer it may be about to begin.
      throw failure;
    }
    return now;
  }

  @Override
  public SentPayment sent(String paymentHash, Instant ordered) throws NodeFailure {
    SentPayment record = record(paymentHash);
    boolean isOpen = record instanceof Unknown || record instanceof Failed;
    return doubts.told(paymentHash, record, ordered, isOpen);
  }

  private SentPayment record(String paymentHash) throws NodeFailure {
    return Doubts.unrefused(() -> read(paymentHash));
  }

  /** Asked in the order in which a payment goes on, so that none falls between two answers. */
  private SentPayment read(String paymentHash) throws NodeFailure {
    Optional<Told> asked = calls.objectIfAny("get_invoice", paymentHash);
    long status = asked.isEmpty() ? -1 : asked.get().number("status");
    ElectrumPayment settled = settled(paymentHash);
    if (settled != null) {
      // Its parts settle one by one, and until the last one the fee is not known.
      Long fee = settled.fee();
      return status == IN_FLIGHT || fee == null || fee < 0
          ? new InFlight()
          : Checks.paid(paymentHash, settled.preimage(), fee);
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
    return hasStopped && !ElectrumChannels.read(calls).isAnythingOut();
  }

  private @Nullable ElectrumPayment settled(String paymentHash) throws NodeFailure {
    for (ElectrumPayment each : ElectrumPayment.all(calls)) {
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

package io.aureus.payouts;

import io.aureus.chains.lightning.Invoice;
import io.aureus.chains.lightning.LightningAccess;
import io.aureus.chains.lightning.PayingNode;
import io.aureus.chains.lightning.PayingNode.Answer;
import io.aureus.chains.lightning.SentPayment;
import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.keys.Signer;
import io.aureus.keys.Signer.Verdict;
import io.aureus.money.Amount;
import io.aureus.money.Chain;
import io.aureus.payouts.LightningRows.Bound;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Pays invoices of Lightning by the gateway's node. One worker at a time tells the node to pay one,
 * and holds the payout for longer than a node tries; who comes after asks the node's record first,
 * and only where that knows of nothing the node is told again. Nothing comes back to the merchant
 * before the node says for good that it did not pay.
 */
final class InvoiceSending {
  /** Who was stopped for longer between holding a payout and telling the node tells it nothing. */
  private static final Duration LATE = Duration.ofSeconds(10);

  private static final Duration LOOK_AGAIN = Duration.ofSeconds(30);

  private final PayoutRows rows;
  private final LightningRows bound;
  private final PayoutMoves moves;
  private final InvoiceFate fate;
  private final PayoutHolds holds;
  private final PayoutsSettings settings;
  private final LightningPayoutSettings own;
  private final Outside outside;

  /** What it needs of other rooms. */
  record Outside(LightningAccess access, Signer signer, PayoutStep.Listener steps) {}

  InvoiceSending(
      PayoutRows rows,
      LightningRows bound,
      PayoutMoves moves,
      PayoutsSettings settings,
      LightningPayoutSettings own,
      Outside outside) {
    this.rows = rows;
    this.bound = bound;
    this.moves = moves;
    this.fate = new InvoiceFate(rows, bound, moves, settings, outside.steps());
    this.holds = new PayoutHolds(rows, moves, settings);
    this.settings = settings;
    this.own = own;
    this.outside = outside;
  }

  Payout step(Payout payout) {
    return switch (payout.state()) {
      case RESERVED, HELD -> build(payout);
      case BUILT -> release(payout);
      case SIGNED, BROADCASTING, UNCLEAR -> pay(payout);
      case HANDED_OVER, SEEN, CONFIRMED, CANCELLED, FAILED -> payout;
    };
  }

  /** Until here nothing was told to any node, unless a back-up brought the payout. */
  private Payout build(Payout payout) {
    Invoice invoice = InvoiceDesk.of(payout);
    PayingNode node = node(payout);
    SentPayment known = node.sent(invoice.terms().paymentHash(), Instant.EPOCH);
    if (known instanceof SentPayment.Paid paid) {
      return rows.isRestored(payout.id())
          ? fate.settle(payout, paid)
          : fate.failed(
              payout, "our node has paid this invoice before, and nothing was sent for it now");
    }
    if (payout.hold() == PayoutHold.RESTORED) {
      return fate.waiting(payout);
    }
    Verdict verdict = outside.signer().consider(Sources.plain(payout));
    if (verdict.kind() == Verdict.Kind.REFUSED) {
      return fate.failed(payout, "the signer refuses it: " + verdict.rule());
    }
    if (invoice.isExpired(moves.now())) {
      return fate.failed(payout, expired(invoice, payout.holdReason()));
    }
    if (known instanceof SentPayment.Failed) {
      return fate.failed(payout, "our node tried to pay this invoice before, and failed");
    }
    if (verdict.kind() == Verdict.Kind.HELD) {
      return holds.hold(payout, PayoutHold.POLICY, verdict.rule());
    }
    Amount there = Amount.ofUnits(payout.amount().asset(), node.spendable());
    if (!there.isAtLeast(payout.amount())) {
      return holds.hold(
          payout,
          PayoutHold.COINS,
          "waits for the node's channels: it can send %s of %s %s now"
              .formatted(there.text(), payout.amount().text(), payout.amount().asset().code()));
    }
    return moves.together(
        () -> moves.move(payout, PayoutState.BUILT, "nothing holds it back", moves.now()));
  }

  /** The policy counts it from now on: it may be paid until the node's last word. */
  private Payout release(Payout payout) {
    outside.steps().reached(PayoutStep.PLACED);
    try {
      outside.signer().allow(chain(payout), Sources.plain(payout));
    } catch (Refusal e) {
      if (e.code() != ErrorCode.FORBIDDEN) {
        throw e;
      }
      Instant again = moves.now().plus(LOOK_AGAIN);
      String words = "the signer refuses it: " + e.words();
      return moves.together(() -> moves.hold(payout, PayoutHold.POLICY, words, again));
    }
    outside.steps().reached(PayoutStep.SIGNED_UNSTORED);
    String hash = InvoiceDesk.of(payout).terms().paymentHash();
    return moves.together(
        () ->
            moves.move(
                payout,
                PayoutState.SIGNED,
                new PayoutMoves.Mined(hash, null, false),
                "released: the node may pay it",
                moves.now()));
  }

  private Payout pay(Payout payout) {
    outside.steps().reached(PayoutStep.NOTED);
    Bound known = bound.of(payout.id());
    PayingNode node = node(payout);
    String id = node.id();
    if (known.nodeId() != null && !known.nodeId().equals(id)) {
      return fate.astray(payout, known.nodeId());
    }
    Invoice invoice = InvoiceDesk.of(payout);
    Instant tried = known.triedAt();
    if (tried == null) {
      return tell(payout, invoice, known, node, id);
    }
    return switch (node.sent(known.paymentHash(), tried)) {
      case SentPayment.Paid paid -> fate.settle(payout, paid);
      case SentPayment.InFlight open -> inFlight(payout, open);
      case SentPayment.Failed failed -> fate.failed(payout, reason(failed));
      case SentPayment.Unknown _ ->
          known.isSeen() ? fate.forgotten(payout, id) : tell(payout, invoice, known, node, id);
    };
  }

  /** Only here a node is ever told to pay. */
  private Payout tell(Payout payout, Invoice invoice, Bound known, PayingNode node, String nodeId) {
    Instant now = moves.now();
    if (known.isBusy(now)) {
      return fate.waiting(payout);
    }
    if (invoice.isExpired(now)) {
      return late(payout, invoice, known, node);
    }
    if (isRefused(payout)) {
      return payout;
    }
    Instant until = now.plus(own.lease());
    moves.together(
        () -> {
          Payout free = fate.free(payout);
          // What the record said before somebody else told the node is no reason to tell it.
          if (!bound.begin(known, nodeId, now, until)) {
            throw new PayoutMoves.Overtaken(payout.id());
          }
          return free;
        });
    outside.steps().reached(PayoutStep.STORED);
    if (moves.now().isAfter(now.plus(LATE))) {
      bound.end(payout.id(), until);
      return fate.waiting(payout);
    }
    Answer answer = node.pay(invoice, known.millisatoshi(), known.feeCap());
    outside.steps().reached(PayoutStep.OFFERED_UNNOTED);
    if (answer.isLast()) {
      bound.end(payout.id(), until);
    }
    return switch (answer) {
      case Answer.Said said -> said(payout, said.payment());
      case Answer.NotSent notSent ->
          fate.failed(payout, "the node did not send it: " + notSent.words());
      case Answer.Open open -> unclear(payout, "no clear answer of the node: it " + open.words());
    };
  }

  /** The machine before a restore may have told the node, and here nothing shows that. */
  private Payout late(Payout payout, Invoice invoice, Bound known, PayingNode node) {
    Instant tried = known.triedAt() == null ? Instant.EPOCH : known.triedAt();
    return switch (node.sent(known.paymentHash(), tried)) {
      case SentPayment.Paid paid -> fate.settle(payout, paid);
      case SentPayment.InFlight open -> inFlight(payout, open);
      case SentPayment.Failed _, SentPayment.Unknown _ -> fate.failed(payout, expired(invoice, ""));
    };
  }

  /** The policy may have changed since it was released: a stop holds until the last moment. */
  private boolean isRefused(Payout payout) {
    try {
      outside.signer().allow(chain(payout), Sources.plain(payout));
      return false;
    } catch (Refusal e) {
      if (e.code() != ErrorCode.FORBIDDEN) {
        throw e;
      }
      Instant again = moves.now().plus(LOOK_AGAIN);
      // What is unclear says what is unclear of it.
      if (payout.state() == PayoutState.UNCLEAR) {
        rows.postpone(payout, again);
      } else {
        rows.restate(payout, "the signer refuses it: " + e.words(), again);
      }
      return true;
    }
  }

  private Payout said(Payout payout, SentPayment payment) {
    return switch (payment) {
      case SentPayment.Paid paid -> fate.settle(payout, paid);
      case SentPayment.InFlight open -> inFlight(payout, open);
      case SentPayment.Failed failed -> fate.failed(payout, reason(failed));
      case SentPayment.Unknown _ -> unclear(payout, "the node does not say what became of it");
    };
  }

  private Payout inFlight(Payout payout, SentPayment.InFlight open) {
    if (open.isRecorded()) {
      bound.seen(payout.id(), moves.now());
    }
    boolean isAPersons = payout.state() == PayoutState.UNCLEAR && !payout.holdReason().isEmpty();
    if (payout.state() == PayoutState.BROADCASTING || (isAPersons && !open.isRecorded())) {
      return fate.waiting(payout);
    }
    String words = "in flight: the node says neither that it is paid nor that it failed";
    return moves.together(
        () ->
            moves.move(
                payout, PayoutState.BROADCASTING, words, moves.now().plus(fate.pause(payout))));
  }

  private Payout unclear(Payout payout, String words) {
    if (payout.state() == PayoutState.UNCLEAR) {
      return fate.waiting(payout);
    }
    return moves.together(
        () -> moves.move(payout, PayoutState.UNCLEAR, words, moves.now().plus(settings.poll())));
  }

  private PayingNode node(Payout payout) {
    return PayingNode.of(outside.access(), chain(payout))
        .orElseThrow(
            () ->
                new Refusal(
                    ErrorCode.UNAVAILABLE, "no credential that pays by Lightning is set up"));
  }

  private static String reason(SentPayment.Failed failed) {
    return "the node says that it failed for good: " + failed.words();
  }

  private static String expired(Invoice invoice, String waitedFor) {
    return "its invoice expired at %s and was not paid%s"
        .formatted(
            invoice.terms().expiresAt().truncatedTo(ChronoUnit.SECONDS),
            waitedFor.isEmpty() ? "" : "; it waited since: " + waitedFor);
  }

  private static Chain chain(Payout payout) {
    return payout.amount().asset().chain();
  }
}

package io.aureus.payouts;

import io.aureus.chains.lightning.SentPayment;
import io.aureus.money.Amount;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How payouts that pay an invoice of Lightning end, or go on waiting. */
final class InvoiceFate {
  private static final Logger LOG = LoggerFactory.getLogger(InvoiceFate.class);
  private static final Duration OLD = Duration.ofMinutes(10);

  private static final Duration LOOK_AGAIN = Duration.ofSeconds(30);

  private final PayoutRows rows;
  private final LightningRows bound;
  private final PayoutMoves moves;
  private final PayoutsSettings settings;
  private final PayoutStep.Listener steps;

  InvoiceFate(
      PayoutRows rows,
      LightningRows bound,
      PayoutMoves moves,
      PayoutsSettings settings,
      PayoutStep.Listener steps) {
    this.rows = rows;
    this.bound = bound;
    this.moves = moves;
    this.settings = settings;
    this.steps = steps;
  }

  /**
   * The payout, locked, while nobody is telling a node to pay it.
   *
   * @throws PayoutMoves.Overtaken where somebody is, or has moved it
   */
  Payout free(Payout payout) {
    Payout now = rows.lock(payout.id()).orElseThrow();
    boolean isHeld = bound.of(payout.id()).isBusy(moves.now());
    if (now.version() != payout.version() || isHeld) {
      throw new PayoutMoves.Overtaken(payout.id());
    }
    return now;
  }

  /** For good: all that was set aside goes back. */
  Payout failed(Payout payout, String words) {
    return moves.together(() -> moves.move(free(payout), PayoutState.FAILED, words, null));
  }

  Payout settle(Payout payout, SentPayment.Paid paid) {
    Amount spent = Amount.ofUnits(payout.amount().asset(), paid.feeMillisatoshi());
    boolean isWithin = payout.fee().isAtLeast(spent);
    if (!isWithin && payout.fee().isPositive()) {
      LOG.warn(
          "payout {}: routing took {}, which is more than was kept", payout.id(), spent.text());
    }
    Payout done =
        moves.together(
            () -> {
              bound.paid(payout.id(), paid.preimage());
              Payout seen =
                  moves.move(
                      payout,
                      PayoutState.SEEN,
                      new PayoutMoves.Mined(bound.of(payout.id()).paymentHash(), spent, false),
                      "paid: the node has the proof of it",
                      null);
              String words = "final, and routing took " + spent.text();
              return moves.confirm(seen, isWithin ? spent : payout.fee(), words);
            });
    steps.reached(PayoutStep.SEEN);
    steps.reached(PayoutStep.CONFIRMED);
    return done;
  }

  /** Another node knows nothing of it, and to pay it there too might pay twice. */
  Payout astray(Payout payout, String nodeId) {
    String words =
        "it was given to the node %s, and another is set up now: only that node knows whether it"
                .formatted(nodeId)
            + " was paid. Set it up again";
    return forAPerson(payout, words);
  }

  /** What it does not know any more it may still pay, or have paid: nothing follows from that. */
  Payout forgotten(Payout payout, String nodeId) {
    return forAPerson(
        payout,
        "the node %s knew of its payment, and does not any more: it was restored, or has lost its"
                .formatted(nodeId)
            + " memory. Only its channels show whether it was paid: it is neither paid again nor"
            + " given back");
  }

  private Payout forAPerson(Payout payout, String words) {
    if (payout.holdReason().equals(words)) {
      return waiting(payout);
    }
    return moves.together(() -> moves.astray(payout, words, moves.now().plus(LOOK_AGAIN)));
  }

  Payout waiting(Payout payout) {
    rows.postpone(payout, moves.now().plus(pause(payout)));
    return payout;
  }

  /** What takes days is not asked for every few seconds. */
  Duration pause(Payout payout) {
    boolean isOld = payout.updatedAt().plus(OLD).isBefore(moves.now());
    return isOld ? settings.poll().multipliedBy(12) : settings.poll();
  }
}

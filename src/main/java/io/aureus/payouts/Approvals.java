package io.aureus.payouts;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.jobs.Wakeups;
import io.aureus.keys.SpendingPolicy;

/** Lets held payouts go. */
final class Approvals {
  private static final String APPROVED = "approved by ";

  private final PayoutRows rows;
  private final PayoutMoves moves;
  private final SpendingPolicy policy;
  private final Wakeups wakeups;

  Approvals(PayoutRows rows, PayoutMoves moves, SpendingPolicy policy, Wakeups wakeups) {
    this.rows = rows;
    this.moves = moves;
    this.policy = policy;
    this.wakeups = wakeups;
  }

  /** As {@link Payouts#approve}. */
  Payout approve(PayoutId id, String actor) {
    Payout asked = rows.find(id).orElseThrow(() -> PayoutDesk.unknown(id));
    if (asked.hold() == PayoutHold.RESTORED) {
      throw RestoredPayouts.isTheOperators();
    }
    if (asked.state() == PayoutState.HELD && !asked.actor().equals(actor)) {
      // The signer must see it too. Before the transaction: the signer may be another process.
      policy.approve(Sources.plain(asked), asked.actor(), actor);
    }
    return moves.together(() -> noted(waiting(id), actor));
  }

  private Payout noted(Payout payout, String actor) {
    if (payout.hold() == PayoutHold.SHORT) {
      // Nothing leaves any more: so whoever asked for it may say so as well.
      String words = "taken as paid by " + actor + ", though " + payout.holdReason();
      return moves.move(payout, PayoutState.CONFIRMED, words, moves.now());
    }
    if (payout.hold() == PayoutHold.RESTORED) {
      throw RestoredPayouts.isTheOperators();
    }
    if (payout.actor().equals(actor)) {
      throw new Refusal(ErrorCode.FORBIDDEN, "who asked for a payout cannot approve it as well");
    }
    if (payout.holdReason().startsWith(APPROVED)) {
      throw new Refusal(
          ErrorCode.CONFLICT,
          "somebody else was faster: it is approved already, and goes out once nothing else holds"
              + " it");
    }
    Payout after = moves.hold(payout, payout.hold(), APPROVED + actor, moves.now());
    wakeups.wake(SendPayouts.NAME);
    return after;
  }

  private Payout waiting(PayoutId id) {
    Payout payout = rows.lock(id).orElseThrow(() -> PayoutDesk.unknown(id));
    if (payout.hold() == PayoutHold.NONE) {
      throw new Refusal(ErrorCode.CONFLICT, "the payout is not held but " + payout.state());
    }
    return payout;
  }
}

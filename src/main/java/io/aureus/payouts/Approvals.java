package io.aureus.payouts;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.jobs.Wakeups;
import io.aureus.keys.SpendingPolicy;
import java.util.function.UnaryOperator;

/** Lets held payouts go. */
final class Approvals {
  private static final String APPROVED = "approved by ";

  private final PayoutRows rows;
  private final PayoutMoves moves;
  private final SpendingPolicy policy;
  private final Wakeups wakeups;
  private final UnaryOperator<String> behind;

  /**
   * @param behind who stands behind an actor: whoever made a token is the one who asks with it
   */
  Approvals(
      PayoutRows rows,
      PayoutMoves moves,
      SpendingPolicy policy,
      Wakeups wakeups,
      UnaryOperator<String> behind) {
    this.rows = rows;
    this.moves = moves;
    this.policy = policy;
    this.wakeups = wakeups;
    this.behind = behind;
  }

  /** As {@link Payouts#approve}. */
  Payout approve(PayoutId id, String actor) {
    Payout asked = rows.find(id).orElseThrow(() -> PayoutDesk.unknown(id));
    if (asked.hold() == PayoutHold.RESTORED) {
      throw RestoredPayouts.isTheOperators();
    }
    String requester = behind.apply(asked.actor());
    String approver = behind.apply(actor);
    if (asked.state() == PayoutState.HELD) {
      refuseOwn(asked, requester, actor, approver);
      // The signer must see it too. Before the transaction: the signer may be another process.
      policy.approve(Sources.plain(asked), requester, approver);
    }
    return moves.together(() -> noted(waiting(id), requester, actor));
  }

  /** Else whoever makes a token would be two persons. */
  private static void refuseOwn(Payout payout, String requester, String actor, String approver) {
    if (payout.actor().equals(actor)) {
      throw new Refusal(ErrorCode.FORBIDDEN, "who asked for a payout cannot approve it as well");
    }
    if (requester.equals(approver)) {
      throw new Refusal(
          ErrorCode.FORBIDDEN,
          "you made the key or token that asked for this payout: another person must approve it");
    }
  }

  private Payout noted(Payout payout, String requester, String actor) {
    if (payout.hold() == PayoutHold.SHORT) {
      // Nothing leaves any more: so whoever asked for it may say so as well.
      String words = "taken as paid by " + actor + ", though " + payout.holdReason();
      return moves.move(payout, PayoutState.CONFIRMED, words, moves.now());
    }
    if (payout.hold() == PayoutHold.RESTORED) {
      throw RestoredPayouts.isTheOperators();
    }
    refuseOwn(payout, requester, actor, behind.apply(actor));
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

package io.aureus.payouts;

import java.time.Instant;

/** Holds payouts back; the same reason again writes no line of their story. */
final class PayoutHolds {
  private final PayoutRows rows;
  private final PayoutMoves moves;
  private final PayoutsSettings settings;

  PayoutHolds(PayoutRows rows, PayoutMoves moves, PayoutsSettings settings) {
    this.rows = rows;
    this.moves = moves;
    this.settings = settings;
  }

  Payout hold(Payout payout, PayoutHold why, String reason) {
    if (payout.hold() == why && payout.holdReason().equals(reason)) {
      rows.postpone(payout, again());
      return payout;
    }
    return moves.together(() -> moves.hold(payout, why, reason, again()));
  }

  private Instant again() {
    return moves.now().plus(settings.poll().multipliedBy(3));
  }
}

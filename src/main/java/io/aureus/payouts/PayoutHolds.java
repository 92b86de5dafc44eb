package io.aureus.payouts;

import java.time.Instant;
import java.util.regex.Pattern;

/**
 * Holds payouts back. The same reason again writes no line of their story and tells nobody, even
 * where its figures moved: a payout shows those of the last look.
 */
final class PayoutHolds {
  private static final Pattern FIGURES = Pattern.compile("[0-9][0-9.,]*");

  private final PayoutRows rows;
  private final PayoutMoves moves;
  private final PayoutsSettings settings;

  PayoutHolds(PayoutRows rows, PayoutMoves moves, PayoutsSettings settings) {
    this.rows = rows;
    this.moves = moves;
    this.settings = settings;
  }

  Payout hold(Payout payout, PayoutHold why, String reason) {
    if (payout.hold() == why && isSame(payout.holdReason(), reason)) {
      rows.restate(payout, reason, again());
      return payout;
    }
    return moves.together(() -> moves.hold(payout, why, reason, again()));
  }

  private static boolean isSame(String before, String now) {
    return FIGURES.matcher(before).replaceAll("#").equals(FIGURES.matcher(now).replaceAll("#"));
  }

  private Instant again() {
    return moves.now().plus(settings.poll().multipliedBy(3));
  }
}

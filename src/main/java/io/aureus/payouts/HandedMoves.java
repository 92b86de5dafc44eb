package io.aureus.payouts;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The moves that payouts from merchants' own wallets have in common, on every kind of chain. */
final class HandedMoves {
  /** Blocks on top of a final one until it is looked at no more. */
  private static final int LOOKED_AFTER = 64;

  private final PayoutRows rows;
  private final HandedRows handed;
  private final PayoutMoves moves;
  private final PayoutsSettings settings;

  HandedMoves(PayoutRows rows, HandedRows handed, PayoutMoves moves, PayoutsSettings settings) {
    this.rows = rows;
    this.handed = handed;
    this.moves = moves;
    this.settings = settings;
  }

  /**
   * A block has what pays it, which from now on pays for nothing else. In the current transaction.
   *
   * @param position in the transaction
   */
  Payout seen(Payout payout, String txHash, String position, long block, String words) {
    String chain = payout.amount().asset().chain().code();
    if (!handed.claim(payout.id(), chain, txHash, position, block)) {
      throw new PayoutMoves.Overtaken(payout.id());
    }
    return moves.move(
        payout,
        PayoutState.SEEN,
        new PayoutMoves.Mined(txHash, null, false),
        words + block,
        moves.now());
  }

  /** It is in a block of that depth. */
  Payout deeper(Payout payout, long depth) {
    int needed = payout.amount().asset().chain().confirmations();
    if (payout.state() == PayoutState.SEEN && depth >= needed) {
      return moves.together(
          () -> moves.move(payout, PayoutState.CONFIRMED, "final on the chain", soon()));
    }
    return waiting(payout, depth > needed + LOOKED_AFTER ? null : soon());
  }

  Payout back(Payout payout) {
    return moves.together(
        () -> {
          handed.release(payout.id());
          return moves.move(
              payout,
              PayoutState.HANDED_OVER,
              new PayoutMoves.Mined(null, null, false),
              "a reorganisation took its block away",
              moves.now());
        });
  }

  /** Looked at again soon. */
  Payout waiting(Payout payout) {
    return waiting(payout, soon());
  }

  private Payout waiting(Payout payout, @Nullable Instant due) {
    rows.postpone(payout, due);
    return payout;
  }

  private Instant soon() {
    return moves.now().plus(settings.poll());
  }
}

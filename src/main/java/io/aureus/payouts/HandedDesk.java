package io.aureus.payouts;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.jobs.Wakeups;
import java.util.Optional;

/** What merchants are given to sign, and what they tell of it. */
final class HandedDesk implements HandedOver {
  private final PayoutRows rows;
  private final HandedRows handed;
  private final PayoutMoves moves;
  private final Wakeups wakeups;

  HandedDesk(PayoutRows rows, HandedRows handed, PayoutMoves moves, Wakeups wakeups) {
    this.rows = rows;
    this.handed = handed;
    this.moves = moves;
    this.wakeups = wakeups;
  }

  @Override
  public Optional<Unsigned> unsigned(Payout payout) {
    return payout.state() == PayoutState.HANDED_OVER
        ? handed.of(payout.id()).map(given -> UnsignedOnes.of(payout, given))
        : Optional.empty();
  }

  @Override
  public Payout tell(PayoutId id, String txHash, String actor) {
    String hash = UnsignedOnes.hash(txHash);
    return moves.together(
        () -> {
          Payout payout = rows.lock(id).orElseThrow(() -> PayoutDesk.unknown(id));
          if (payout.state() != PayoutState.HANDED_OVER) {
            throw new Refusal(
                ErrorCode.CONFLICT,
                "the payout is %s: only one that your own wallet is to sign waits for a hash"
                    .formatted(payout.state()));
          }
          handed.told(id, hash);
          wakeups.wake(SendPayouts.NAME);
          return moves.move(
              payout, PayoutState.HANDED_OVER, actor + " says that it is " + hash, moves.now());
        });
  }
}

package io.aureus.payouts;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.jobs.Wakeups;
import io.aureus.money.CoinNetwork;
import java.util.Optional;

/** What merchants are given to sign, and what they tell of it. */
final class HandedDesk implements HandedOver {
  static final String UNREAD =
      "the chain is not read to its end now, and may hold what your wallet paid: what there is to"
          + " sign is shown once it is";

  private final PayoutRows rows;
  private final HandedRows handed;
  private final OwnDraftRows drafts;
  private final OwnSigning signing;
  private final OwnFinding finding;
  private final PayoutMoves moves;
  private final Wakeups wakeups;

  HandedDesk(
      PayoutRows rows,
      CoinHanding.Tables tables,
      PayoutMoves moves,
      OwnSigning signing,
      OwnFinding finding,
      Wakeups wakeups) {
    this.rows = rows;
    this.handed = tables.handed();
    this.drafts = tables.drafts();
    this.moves = moves;
    this.signing = signing;
    this.finding = finding;
    this.wakeups = wakeups;
  }

  @Override
  public Optional<Unsigned> unsigned(Payout payout) {
    if (payout.state() != PayoutState.HANDED_OVER) {
      return Optional.empty();
    }
    return CoinNetwork.has(payout.amount().asset().chain().family())
        ? handed.of(payout.id()).map(given -> ofCoins(payout, given))
        : handed.of(payout.id()).map(given -> UnsignedOnes.of(payout, given));
  }

  /**
   * Nothing to sign where another transaction paid it and may do so again, or where a block that is
   * not read yet may have one.
   */
  private Unsigned ofCoins(Payout payout, HandedRows.Handed given) {
    OwnDraftRows.Draft draft = drafts.of(payout.id()).orElse(null);
    if (draft == null || drafts.instead(payout.id()).isPresent()) {
      return UnsignedOnes.ofCoins(payout, null, given.words());
    }
    if (draft.raw() == null && !finding.isRead(payout.amount().asset().chain())) {
      return UnsignedOnes.ofCoins(payout, null, given.words().isEmpty() ? UNREAD : given.words());
    }
    return UnsignedOnes.ofCoins(payout, draft, given.words());
  }

  @Override
  public Payout sign(PayoutId id, String signed, String actor) {
    return signing.take(id, signed, actor);
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
          if (CoinNetwork.has(payout.amount().asset().chain().family())) {
            throw new Refusal(
                ErrorCode.CONFLICT,
                "of coins a hash is not enough: give the signed PSBT or the transaction itself");
          }
          if (handed.isOurs(hash)) {
            throw new Refusal(
                ErrorCode.CONFLICT, "this gateway sent that transaction for another payout");
          }
          handed.told(id, hash);
          wakeups.wake(SendPayouts.NAME);
          return moves.move(
              payout, PayoutState.HANDED_OVER, actor + " says that it is " + hash, moves.now());
        });
  }
}

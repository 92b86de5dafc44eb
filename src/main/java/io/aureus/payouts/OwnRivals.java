package io.aureus.payouts;

import io.aureus.chains.Network.Standing;
import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.keys.CoinPoint;
import io.aureus.money.Chain;
import io.aureus.payouts.OwnDraftRows.Draft;
import java.util.List;
import java.util.Optional;

/**
 * Whether another transaction may count for a payout that has a draft: not where both may be mined,
 * since both would then pay.
 */
final class OwnRivals {
  private final OwnDraftRows drafts;
  private final OwnSpends spends;
  private final CoinHanding.Outside outside;

  OwnRivals(OwnDraftRows drafts, CoinHanding.Outside outside) {
    this.drafts = drafts;
    this.spends = new OwnSpends(outside.spent());
    this.outside = outside;
  }

  /**
   * Asks nodes: never inside a transaction.
   *
   * @param txHash of the other transaction, which a block has
   * @throws Refusal {@code CONFLICT} where it must not count
   */
  void refuse(Payout payout, String txHash) {
    Chain chain = payout.amount().asset().chain();
    if (drafts.isAnothers(payout.id(), txHash)) {
      throw new Refusal(
          ErrorCode.CONFLICT,
          "that transaction was handed out for another payout, and pays for it");
    }
    Optional<Draft> draft = drafts.of(payout.id());
    if (draft.isPresent() && isOut(chain, draft.get())) {
      List<CoinPoint> coins = drafts.coins(payout.id());
      boolean isReplaced =
          spends.taken(chain, draft.get().txHash(), coins).stream()
              .anyMatch(one -> one.spent().by().equals(txHash));
      if (!isReplaced && !spends.isDead(chain, draft.get().txHash(), coins)) {
        throw new Refusal(
            ErrorCode.CONFLICT,
            "the signed one may still be mined, and both would pay: raise its fee instead");
      }
    }
  }

  private boolean isOut(Chain chain, Draft draft) {
    return draft.raw() != null
        || !(outside.network().standing(chain, draft.txHash()) instanceof Standing.Unknown);
  }
}

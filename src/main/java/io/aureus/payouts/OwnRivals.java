package io.aureus.payouts;

import io.aureus.chains.Network.Standing;
import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.keys.CoinPoint;
import io.aureus.keys.SignedAnswer;
import io.aureus.money.Chain;
import io.aureus.payouts.OwnDraftRows.Draft;
import io.aureus.payouts.OwnDraftRows.Instead;
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
    Optional<Instead> instead = drafts.instead(payout.id());
    if (instead.isPresent() && !instead.get().txHash().equals(txHash)) {
      List<CoinPoint> coins = SignedAnswer.shown(instead.get().raw()).spends();
      mustReplace(chain, txHash, instead.get().txHash(), coins);
    }
    Optional<Draft> draft = drafts.of(payout.id());
    if (draft.isPresent() && isOut(chain, draft.get())) {
      mustReplace(chain, txHash, draft.get().txHash(), drafts.coins(payout.id()));
    }
  }

  /** The draft is not taken signed while what paid in its place may do so again. */
  void refuseBesideInstead(PayoutId id) {
    if (drafts.instead(id).isPresent()) {
      throw new Refusal(
          ErrorCode.CONFLICT, "another transaction paid it and may be mined again: both would pay");
    }
  }

  private void mustReplace(Chain chain, String txHash, String earlier, List<CoinPoint> coins) {
    boolean isReplaced =
        spends.taken(chain, earlier, coins).stream()
            .anyMatch(one -> one.spent().by().equals(txHash));
    if (!isReplaced && !spends.isDead(chain, earlier, coins)) {
      throw new Refusal(
          ErrorCode.CONFLICT,
          "the signed one may still be mined, and both would pay: raise its fee instead");
    }
  }

  private boolean isOut(Chain chain, Draft draft) {
    return draft.raw() != null
        || !(outside.network().standing(chain, draft.txHash()) instanceof Standing.Unknown);
  }
}

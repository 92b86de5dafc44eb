package io.aureus.payouts;

import io.aureus.chains.BroughtCoins.Mined;
import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.keys.CoinPoint;
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
  private static final String BOTH =
      "the signed one may still be mined, and both would pay: raise its fee instead";

  private final OwnDraftRows drafts;
  private final OwnSpends spends;

  OwnRivals(OwnDraftRows drafts, CoinHanding.Outside outside) {
    this.drafts = drafts;
    this.spends = new OwnSpends(outside.spent(), outside.now());
  }

  /**
   * Asks nodes: never inside a transaction.
   *
   * @param txHash of the other transaction, which a block has
   * @return why it must not count, for people; empty where it may
   */
  String against(Payout payout, String txHash, Mined mined) {
    Chain chain = payout.amount().asset().chain();
    if (drafts.isAnothers(payout.id(), txHash)) {
      return "it was handed out for another payout, and pays for it";
    }
    List<CoinPoint> spent = points(mined);
    if (drafts.isOfAnotherAlike(payout, spent)) {
      return "it spends coins that were handed out for another payout of the same amount to the"
          + " same address, and pays for it";
    }
    Optional<Instead> instead = drafts.instead(payout.id());
    if (instead.isPresent() && !instead.get().txHash().equals(txHash)) {
      Instead earlier = instead.get();
      if (isBeside(chain, txHash, earlier.txHash(), earlier.coins())) {
        return BOTH;
      }
    }
    Optional<Draft> draft = drafts.of(payout.id());
    return draft.isPresent()
            && isBeside(chain, txHash, draft.get().txHash(), drafts.coins(payout.id()))
            && isOut(payout, chain, draft.get())
        ? BOTH
        : "";
  }

  static List<CoinPoint> points(Mined mined) {
    return mined.coins().stream().map(coin -> new CoinPoint(coin.txHash(), coin.index())).toList();
  }

  /** The draft is not taken signed while what paid in its place may do so again. */
  void refuseBesideInstead(PayoutId id) {
    if (drafts.instead(id).isPresent()) {
      throw new Refusal(
          ErrorCode.CONFLICT, "another transaction paid it and may be mined again: both would pay");
    }
  }

  /** Whether the earlier one may be mined beside the other. */
  private boolean isBeside(Chain chain, String txHash, String earlier, List<CoinPoint> coins) {
    boolean isReplaced =
        spends.taken(chain, earlier, coins).stream()
            .anyMatch(one -> one.spent().by().equals(txHash));
    return !isReplaced && !spends.isDead(chain, earlier, coins);
  }

  /**
   * Whether it may be mined without anything being done. What we have not offered and no node knows
   * is as one that he signed and keeps: we do not offer it once another one counts.
   */
  private boolean isOut(Payout payout, Chain chain, Draft draft) {
    return draft.offeredAt() != null
        || draft.wasMined()
        || spends.atNodes(chain, drafts.coins(payout.id())).isPresent();
  }
}

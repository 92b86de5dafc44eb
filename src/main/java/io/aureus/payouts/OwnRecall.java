package io.aureus.payouts;

import io.aureus.chains.Network.Standing;
import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.money.Chain;
import io.aureus.money.CoinNetwork;
import io.aureus.payouts.OwnDraftRows.Draft;
import io.aureus.wallets.Custody;
import java.util.Optional;

/**
 * Whether a payout of a merchant's own coins may be taken back: his wallet may have sent it though
 * he gave nothing back here, and its coins would then be handed out once more.
 */
final class OwnRecall {
  private final PayoutRows rows;
  private final OwnDraftRows drafts;
  private final OwnSpends spends;
  private final CoinHanding.Outside outside;

  OwnRecall(PayoutRows rows, OwnDraftRows drafts, CoinHanding.Outside outside) {
    this.rows = rows;
    this.drafts = drafts;
    this.spends = new OwnSpends(outside.spent());
    this.outside = outside;
  }

  /**
   * Asks nodes: never inside a transaction.
   *
   * @return the draft that was judged; empty where there is none
   * @throws Refusal {@code CONFLICT} where it was sent; {@code UNAVAILABLE} where no node can say
   */
  Optional<String> check(Payout payout) {
    Chain chain = payout.amount().asset().chain();
    if (payout.custody() != Custody.SELF
        || payout.state() != PayoutState.HANDED_OVER
        || !CoinNetwork.has(chain.family())) {
      return drafted(payout.id());
    }
    drafts
        .instead(payout.id())
        .ifPresent(
            one -> {
              throw sent("a block had the transaction " + one.txHash() + " that paid it");
            });
    Optional<Draft> draft = drafts.of(payout.id());
    if (draft.isPresent() && !isDead(payout, chain, draft.get())) {
      mustBeUnsent(payout, chain, draft.get().txHash());
    }
    return draft.map(Draft::txHash);
  }

  /** To be asked again inside the transaction, whether it is still the one that was judged. */
  Optional<String> drafted(PayoutId id) {
    return drafts.of(id).map(Draft::txHash);
  }

  private boolean isDead(Payout payout, Chain chain, Draft draft) {
    return spends.isDead(chain, draft.txHash(), drafts.coins(payout.id()));
  }

  private void mustBeUnsent(Payout payout, Chain chain, String txHash) {
    boolean wasSeen =
        rows.history(payout.id()).stream().anyMatch(step -> step.state() == PayoutState.SEEN);
    if (wasSeen || outside.coins().spending(chain, txHash).isPresent()) {
      throw sent("a block had its transaction " + txHash);
    }
    if (!(outside.network().standing(chain, txHash) instanceof Standing.Unknown)) {
      throw sent("the network has its transaction " + txHash);
    }
  }

  private static Refusal sent(String words) {
    return new Refusal(
        ErrorCode.CONFLICT,
        words
            + ", so that it may still be paid: it can be taken back once another transaction spent"
            + " one of its coins for good");
  }
}

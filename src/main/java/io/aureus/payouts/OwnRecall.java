package io.aureus.payouts;

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
  private final OwnDraftRows drafts;
  private final OwnFinding finding;
  private final OwnSpends spends;
  private final CoinHanding.Outside outside;

  OwnRecall(OwnDraftRows drafts, OwnFinding finding, CoinHanding.Outside outside) {
    this.drafts = drafts;
    this.finding = finding;
    this.spends = new OwnSpends(outside.spent(), outside.now());
    this.outside = outside;
  }

  /**
   * Asks nodes: never inside a transaction.
   *
   * @return what was judged
   * @throws Refusal {@code CONFLICT} where it was sent; {@code UNAVAILABLE} where no node can say
   */
  String check(Payout payout) {
    Chain chain = payout.amount().asset().chain();
    String judged = judged(payout);
    if (!isOwn(payout) || !mayBePaid(payout)) {
      return judged;
    }
    drafts
        .instead(payout.id())
        .ifPresent(
            one -> {
              throw sent("a block had the transaction " + one.txHash() + " that paid it");
            });
    Optional<Draft> draft = drafts.of(payout.id());
    mustNotBePaid(payout, chain);
    if (draft.isPresent() && !isDead(payout, chain, draft.get())) {
      mustBeUnsent(payout, chain, draft.get());
    }
    return judged;
  }

  /** To be asked again inside the transaction: what was judged must still be all there is. */
  String judged(Payout payout) {
    if (!isOwn(payout)) {
      return "";
    }
    PayoutId id = payout.id();
    return payout.state()
        + drafts.of(id).map(Draft::txHash).orElse("")
        + drafts.instead(id).map(one -> "/" + one.txHash()).orElse("");
  }

  private static boolean isOwn(Payout payout) {
    return payout.custody() == Custody.SELF
        && CoinNetwork.has(payout.amount().asset().chain().family());
  }

  /** The machine before a restore may have handed over what is reserved here. */
  private boolean mayBePaid(Payout payout) {
    return switch (payout.state()) {
      case HANDED_OVER -> true;
      case RESERVED -> finding.isInDoubt(payout);
      default -> false;
    };
  }

  /** By another transaction of his wallet, which needs no draft of ours. */
  private void mustNotBePaid(Payout payout, Chain chain) {
    finding.mustBeRead(chain);
    OwnFinding.Found found = finding.look(payout).found();
    if (found != null) {
      throw new Refusal(
          ErrorCode.CONFLICT,
          "a block has the transaction %s of your wallet that pays exactly it: it counts in a"
                  .formatted(found.txHash())
              + " moment");
    }
  }

  private boolean isDead(Payout payout, Chain chain, Draft draft) {
    return spends.isDead(chain, draft.txHash(), drafts.coins(payout.id()));
  }

  /** Not with a raised fee either, which has another id: all nodes are asked for its coins. */
  private void mustBeUnsent(Payout payout, Chain chain, Draft draft) {
    String txHash = draft.txHash();
    if (draft.wasMined() || outside.coins().spending(chain, txHash).isPresent()) {
      throw sent("a block had its transaction " + txHash);
    }
    spends
        .atNodes(chain, drafts.coins(payout.id()))
        .ifPresent(
            coin -> {
              throw sent("the network has a transaction that spends its coin " + coin);
            });
  }

  private static Refusal sent(String words) {
    return new Refusal(
        ErrorCode.CONFLICT,
        words
            + ", so that it may still be paid: it can be taken back once another transaction spent"
            + " one of its coins for good");
  }
}

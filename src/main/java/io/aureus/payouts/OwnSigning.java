package io.aureus.payouts;

import io.aureus.chains.BroughtCoins.Mined;
import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.jobs.Wakeups;
import io.aureus.keys.CoinOutput;
import io.aureus.keys.SignedAnswer;
import io.aureus.keys.Signer;
import io.aureus.money.Chain;
import io.aureus.money.CoinNetwork;
import io.aureus.payouts.OwnDraftRows.Draft;
import java.util.Optional;

/**
 * Takes what a merchant signed with his own wallet of coins: the draft that he was given, which is
 * then offered to the network, or another transaction of his wallet that a block has and that pays
 * exactly the payout.
 */
final class OwnSigning {
  private static final String SIGNED = "it is signed, and is offered to the network in a moment";

  private final PayoutRows rows;
  private final PayoutMoves moves;
  private final CoinHanding.Tables own;
  private final CoinHanding handing;
  private final OwnRivals rivals;
  private final OwnFinding finding;
  private final Wakeups wakeups;

  OwnSigning(
      PayoutRows rows,
      PayoutMoves moves,
      CoinHanding.Tables own,
      CoinHanding handing,
      OwnRivals rivals,
      OwnFinding finding,
      Wakeups wakeups) {
    this.rows = rows;
    this.moves = moves;
    this.own = own;
    this.handing = handing;
    this.rivals = rivals;
    this.finding = finding;
    this.wakeups = wakeups;
  }

  /** As {@link HandedOver#sign}. */
  Payout take(PayoutId id, String typed, String actor) {
    if (typed.length() > HandedOver.MOST_SIGNED) {
      throw bad("has more than %,d letters".formatted(HandedOver.MOST_SIGNED));
    }
    Payout payout = mustWait(rows.find(id).orElseThrow(() -> PayoutDesk.unknown(id)));
    Optional<Draft> draft = own.drafts().of(id);
    if (SignedAnswer.isTransaction(typed)) {
      SignedAnswer.Shown shown = SignedAnswer.shown(typed);
      if (draft.isEmpty() || !draft.get().txHash().equals(shown.txid())) {
        return elsewhere(payout, shown, actor);
      }
    }
    if (draft.isEmpty()) {
      throw new Refusal(
          ErrorCode.CONFLICT, "nothing was handed out to sign yet: the payout says what it lacks");
    }
    Signer.Signed signed = SignedAnswer.of(draft.get().psbt(), typed);
    if (draft.get().raw() == null) {
      mustNotBePaid(payout);
    }
    return moves.together(
        () -> {
          Payout now = mustWait(rows.lock(id).orElseThrow());
          rivals.refuseBesideInstead(id);
          if (own.drafts().of(id).orElseThrow().raw() != null) {
            return now;
          }
          own.drafts().signed(id, signed.raw(), moves.now());
          own.handed().notMade(id, SIGNED, moves.now());
          wakeups.wake(SendPayouts.NAME);
          return moves.move(
              now,
              PayoutState.HANDED_OVER,
              actor + " gave it signed: " + signed.hash(),
              moves.now());
        });
  }

  /** What a block has is not paid once more: after this nothing takes the draft back. */
  private void mustNotBePaid(Payout payout) {
    finding.mustBeRead(chain(payout));
    OwnFinding.Found found = finding.look(payout).found();
    if (found != null) {
      throw new Refusal(
          ErrorCode.CONFLICT,
          "a block has the transaction %s of your wallet that pays exactly it: both would pay"
              .formatted(found.txHash()));
    }
  }

  /** Of the merchant's wallet, in a block after it was asked for, and paying exactly that. */
  private Payout elsewhere(Payout payout, SignedAnswer.Shown shown, String actor) {
    Optional<Mined> read = finding.mined(payout, shown.txid());
    Optional<OwnFinding.Proven> proven =
        read.isPresent() ? Optional.empty() : finding.proven(payout, shown);
    Mined mined =
        read.or(() -> proven.map(OwnFinding.Proven::mined))
            .orElseThrow(
                () ->
                    bad(
                        "it is not what was handed out to sign, and no block has it as a"
                            + " transaction of your wallet: sign what was handed out, or give this"
                            + " one once it is final in a block"));
    if (mined.block() <= own.handed().of(payout.id()).orElseThrow().afterBlock()) {
      throw bad("that transaction is older than the payout: another one must have paid it");
    }
    OwnFinding.Found found =
        new OwnFinding.Found(
            shown.txid(), paying(payout, shown), mined, own.drafts().stand(payout.id()));
    String against = rivals.against(payout, shown.txid(), mined);
    if (!against.isEmpty()) {
      throw new Refusal(ErrorCode.CONFLICT, "that transaction does not count: " + against);
    }
    try {
      return moves.together(
          () -> {
            Payout now = mustWait(rows.lock(payout.id()).orElseThrow());
            proven.ifPresent(one -> own.proofs().keep(now.id(), shown.txid(), one.block()));
            return handing.instead(now, found, actor + " says that it is " + shown.txid());
          });
    } catch (PayoutMoves.Overtaken e) {
      throw new Refusal(
          ErrorCode.CONFLICT, "that transaction was counted this moment: look at the payout again");
    }
  }

  private int paying(Payout payout, SignedAnswer.Shown shown) {
    CoinOutput paid = OwnDrafting.paid(payout);
    for (int i = 0; i < shown.outputs().size(); i++) {
      if (shown.outputs().get(i).equals(paid)
          && !own.handed().isClaimed(chain(payout).code(), shown.txid(), "out:" + i)) {
        return i;
      }
    }
    throw bad(
        "that transaction has no output of exactly %s %s to %s that pays for no other payout"
            .formatted(
                payout.amount().text(), payout.amount().asset().code(), payout.destination()));
  }

  private static Payout mustWait(Payout payout) {
    if (!CoinNetwork.has(chain(payout).family())) {
      throw new Refusal(
          ErrorCode.CONFLICT,
          "a payout on %s is signed and sent with your wallet: tell its hash"
              .formatted(chain(payout).name()));
    }
    if (payout.state() != PayoutState.HANDED_OVER) {
      throw new Refusal(
          ErrorCode.CONFLICT,
          "the payout is %s: only one that your own wallet is to sign waits for a signature"
              .formatted(payout.state()));
    }
    return payout;
  }

  private static Refusal bad(String words) {
    return new Refusal(ErrorCode.BAD_REQUEST, "signed: " + words);
  }

  private static Chain chain(Payout payout) {
    return payout.amount().asset().chain();
  }
}

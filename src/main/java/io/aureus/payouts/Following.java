package io.aureus.payouts;

import io.aureus.chains.AccountNetwork;
import io.aureus.chains.ChainProgress;
import io.aureus.chains.Network;
import io.aureus.chains.Network.Standing;
import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.money.Amount;
import io.aureus.money.Chain;
import io.aureus.payouts.Places.Gas;
import io.aureus.payouts.SignedRows.SignedRow;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Offers what is signed, and follows it until no reorganisation can be expected to bring it back.
 * It never builds anything anew: a payout whose fate is open is offered as the same bytes, or as
 * bytes for the same place with a higher fee, of which the chain takes one at most.
 */
final class Following {
  /** Blocks on top of a final one until it is looked at no more. */
  private static final int LOOKED_AFTER = 64;

  private final PayoutRows rows;
  private final SignedRows signed;
  private final Signing signing;
  private final PayoutMoves moves;
  private final Batches batches;
  private final Network network;
  private final AccountNetwork accounts;
  private final ChainProgress progress;
  private final PayoutsSettings settings;
  private final PayoutStep.Listener steps;

  /** What it needs beside its own tables. */
  record Outside(
      Batches batches,
      Network network,
      AccountNetwork accounts,
      ChainProgress progress,
      PayoutStep.Listener steps) {}

  Following(
      PayoutRows rows,
      SignedRows signed,
      Signing signing,
      PayoutMoves moves,
      Outside outside,
      PayoutsSettings settings) {
    this.rows = rows;
    this.signed = signed;
    this.signing = signing;
    this.moves = moves;
    this.batches = outside.batches();
    this.network = outside.network();
    this.accounts = outside.accounts();
    this.progress = outside.progress();
    this.steps = outside.steps();
    this.settings = settings;
  }

  /** A transaction of the payout's place that is in a block. */
  private record Found(String hash, Standing.Mined mined) {}

  /** Offers stored bytes; what comes of it only says where to look. */
  Payout offer(Payout payout) {
    return offer(payout, signed.of(payout.id()).getFirst());
  }

  private Payout offer(Payout payout, SignedRow newest) {
    Network.Answer answer = network.offer(chain(payout), newest.raw());
    steps.reached(PayoutStep.OFFERED_UNNOTED);
    PayoutState next =
        answer.offer() == Network.Offer.TAKEN ? PayoutState.BROADCASTING : PayoutState.UNCLEAR;
    Instant due = soon();
    if (payout.state() == next) {
      signed.offered(payout.id(), newest.no(), moves.now());
      rows.postpone(payout, due);
      return payout;
    }
    String words =
        answer.offer() == Network.Offer.TAKEN
            ? "taken by the network"
            : "the network did not clearly take it: " + answer.words();
    return moves.together(
        () -> {
          signed.offered(payout.id(), newest.no(), moves.now());
          return moves.move(
              payout, next, new PayoutMoves.Mined(newest.hash(), null, false), words, due);
        });
  }

  /** Asks the chain where it stands. */
  Payout follow(Payout payout) {
    boolean waits = false;
    List<SignedRow> all = signed.of(payout.id());
    for (SignedRow one : all) {
      Standing standing = network.standing(chain(payout), one.hash());
      if (standing instanceof Standing.Mined mined) {
        return mined(payout, new Found(one.hash(), mined));
      }
      waits |= !(standing instanceof Standing.Unknown);
    }
    SignedRow newest = all.getFirst();
    if (payout.hasLeft()) {
      // One node that lags or does not answer is no reorganisation: the observer must have come by.
      return isReadPast(payout, all)
          ? backToTheNetwork(payout, newest.hash())
          : settled(payout, soon());
    }
    if (!waits && isTakenForGood(payout)) {
      return astray(payout);
    }
    if (isTooSlow(all) && raised(payout, newest)) {
      return rows.find(payout.id()).map(this::offer).orElseThrow();
    }
    if (!waits || newest.offeredAt() == null) {
      return offer(payout, newest);
    }
    return settled(payout, soon());
  }

  /** Nodes know none of its transactions, and a block that is final for us counts its number. */
  private boolean isTakenForGood(Payout payout) {
    Places.Place place = signing.place(payout);
    return accounts.finalNonce(chain(payout), place.address()) > place.nonce();
  }

  /** What it was signed for is in no block, so it stays what it is: a person must look. */
  private Payout astray(Payout payout) {
    Places.Place place = signing.place(payout);
    String words =
        ("number %d of %s is used by a transaction that is not ours, so this one is not mined any"
                + " more. If nobody else should have that key, stop signing (System, Signing"
                + " policy) and move the rest away; look at the address in a block explorer. The"
                + " reservation stays until it is clear who was paid")
            .formatted(place.nonce(), place.address());
    if (payout.holdReason().equals(words)) {
      return settled(payout, moves.now().plus(settings.bumpAfter()));
    }
    return moves.together(() -> moves.astray(payout, words, soon()));
  }

  /** Signs again for the same place with a higher fee, where our limits allow it. */
  private boolean raised(Payout payout, SignedRow newest) {
    Gas now = Gas.of(newest.gas().limit(), accounts.gasPrice(chain(payout)));
    if (settings.isTooDear(now.maxFee())) {
      return false;
    }
    try {
      signing.raise(payout, newest, now);
      return true;
    } catch (Refusal e) {
      if (e.code() != ErrorCode.FORBIDDEN) {
        throw e;
      }
      return false;
    }
  }

  private boolean isReadPast(Payout payout, List<SignedRow> all) {
    long block =
        all.stream()
            .filter(one -> one.hash().equals(payout.txHash()))
            .mapToLong(SignedRow::minedBlock)
            .findFirst()
            .orElse(0);
    return progress.cursor(chain(payout).code()).filter(read -> read.number() >= block).isPresent();
  }

  private Payout mined(Payout payout, Found found) {
    Amount spent = new Amount(rows.nativeOf(payout.amount().asset()), found.mined().fee());
    if (payout.hasLeft() && !isAsBefore(payout, found, spent)) {
      return backToTheNetwork(payout, found.hash());
    }
    long depth = found.mined().depth();
    int needed = chain(payout).confirmations();
    if (!payout.hasLeft()) {
      Payout seen = seen(payout, found, spent);
      steps.reached(PayoutStep.SEEN);
      return depth >= needed ? done(seen) : seen;
    }
    if (payout.state() == PayoutState.SEEN) {
      return depth >= needed ? done(payout) : settled(payout, soon());
    }
    return settled(payout, depth > needed + LOOKED_AFTER ? null : soon());
  }

  private boolean isAsBefore(Payout payout, Found found, Amount spent) {
    if (!found.hash().equals(payout.txHash()) || !spent.equals(payout.spent())) {
      return false;
    }
    if (payout.reverted() && found.mined().succeeded()) {
      // It did not fail: the token moved nothing. Another block may have another token's state.
      return batches.outcome(payout, found.hash(), true).movedNothing();
    }
    return payout.reverted() == !found.mined().succeeded();
  }

  private Payout seen(Payout payout, Found found, Amount spent) {
    Batches.Outcome outcome = batches.outcome(payout, found.hash(), found.mined().succeeded());
    boolean reverted = !found.mined().succeeded() || outcome.movedNothing();
    return moves.together(
        () -> {
          signed.minedIn(found.hash(), found.mined().block());
          batches.note(payout.id(), outcome);
          return moves.move(
              payout,
              PayoutState.SEEN,
              new PayoutMoves.Mined(found.hash(), spent, reverted),
              "in block " + found.mined().block() + outcome.words(),
              soon());
        });
  }

  private Payout done(Payout payout) {
    if (payout.hold() == PayoutHold.SHORT) {
      return settled(payout, soon());
    }
    PayoutState end = payout.reverted() ? PayoutState.FAILED : PayoutState.CONFIRMED;
    String words =
        payout.reverted() ? "final, but the transfer failed on the chain" : "final on the chain";
    // A block of the same height may have taken the first one's place, and hold other transfers.
    String hash = String.valueOf(payout.txHash());
    Batches.Outcome outcome = batches.outcome(payout, hash, !payout.reverted());
    if (!payout.reverted() && outcome.movedNothing()) {
      return backToTheNetwork(payout, hash);
    }
    if (!outcome.lacks().isEmpty() && payout.merchant() != null) {
      String why = outcome.lacks() + ". A person has to say that it counts as paid";
      return moves.together(() -> moves.shortOf(payout, why, soon()));
    }
    Payout done =
        moves.together(
            () -> {
              batches.note(payout.id(), outcome);
              return moves.move(payout, end, words, soon());
            });
    steps.reached(PayoutStep.CONFIRMED);
    return done;
  }

  private Payout backToTheNetwork(Payout payout, String hash) {
    return moves.together(
        () -> {
          batches.forget(payout.id());
          return moves.move(
              payout,
              PayoutState.BROADCASTING,
              new PayoutMoves.Mined(hash, null, false),
              "a reorganisation took its block away",
              moves.now());
        });
  }

  private Payout settled(Payout payout, @Nullable Instant due) {
    rows.postpone(payout, due);
    return payout;
  }

  private Instant soon() {
    return moves.now().plus(settings.poll());
  }

  private boolean isTooSlow(List<SignedRow> all) {
    Instant offered = all.getFirst().offeredAt();
    return offered != null
        && all.size() <= settings.bumpsMost()
        && offered.plus(settings.bumpAfter()).isBefore(moves.now());
  }

  private static Chain chain(Payout payout) {
    return payout.amount().asset().chain();
  }
}

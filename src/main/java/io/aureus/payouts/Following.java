package io.aureus.payouts;

import io.aureus.chains.ChainProgress;
import io.aureus.chains.Network;
import io.aureus.chains.Network.Standing;
import io.aureus.money.Amount;
import io.aureus.money.Chain;
import io.aureus.payouts.SignedRows.SignedRow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Offers what is signed, and follows it until no reorganisation can be expected to bring it back.
 * It never builds anything anew: a payout whose fate is open is offered as the same bytes, or as
 * bytes for the same place with a higher fee, of which the chain takes one at most.
 */
final class Following {
  /** Blocks on top of a final one until it is looked at no more. */
  static final int LOOKED_AFTER = 64;

  private final PayoutRows rows;
  private final Ways ways;
  private final PayoutMoves moves;
  private final Batches batches;
  private final Network network;
  private final ChainProgress progress;
  private final PayoutsSettings settings;
  private final PayoutStep.Listener steps;

  /** What it needs beside its own tables. */
  record Outside(
      Batches batches, Network network, ChainProgress progress, PayoutStep.Listener steps) {}

  Following(
      PayoutRows rows, Ways ways, PayoutMoves moves, Outside outside, PayoutsSettings settings) {
    this.rows = rows;
    this.ways = ways;
    this.moves = moves;
    this.batches = outside.batches();
    this.network = outside.network();
    this.progress = outside.progress();
    this.steps = outside.steps();
    this.settings = settings;
  }

  /** A transaction of the payout's place that is in a block. */
  private record Found(String hash, Standing.Mined mined) {}

  /** Offers stored bytes; what comes of it only says where to look. */
  Payout offer(Payout payout) {
    return offer(payout, ways.of(payout).signed(payout.id()));
  }

  /** Bytes, and what the network answered. */
  private record Offered(SignedRow bytes, Network.Answer answer) {}

  /** What was added for a higher fee may be spent by others: then the older bytes can be mined. */
  private Offered offered(Payout payout, List<SignedRow> all) {
    SignedRow newest = all.getFirst();
    Network.Answer answer = network.offer(chain(payout), newest.raw());
    if (answer.offer() == Network.Offer.REFUSED && Evidences.isOfCoins(payout)) {
      for (SignedRow older : all.subList(1, all.size())) {
        Network.Answer another = network.offer(chain(payout), older.raw());
        if (another.offer() == Network.Offer.TAKEN) {
          return new Offered(older, another);
        }
      }
    }
    return new Offered(newest, answer);
  }

  private Payout offer(Payout payout, List<SignedRow> all) {
    SignedRow newest = all.getFirst();
    Offered offered = offered(payout, all);
    Network.Answer answer = offered.answer();
    steps.reached(PayoutStep.OFFERED_UNNOTED);
    PayoutState next =
        answer.offer() == Network.Offer.TAKEN ? PayoutState.BROADCASTING : PayoutState.UNCLEAR;
    Instant due = soon();
    if (payout.state() == next) {
      ways.of(payout).offered(payout.id(), newest.no(), moves.now());
      rows.postpone(payout, due);
      return payout;
    }
    String words =
        answer.offer() == Network.Offer.TAKEN
            ? "taken by the network"
            : "the network did not clearly take it: " + answer.words();
    return moves.together(
        () -> {
          ways.of(payout).offered(payout.id(), newest.no(), moves.now());
          return moves.move(
              payout, next, new PayoutMoves.Mined(offered.bytes().hash(), null, false), words, due);
        });
  }

  /** Asks the chain where it stands. */
  Payout follow(Payout payout) {
    if (rows.isPaidByAnother(payout.id())) {
      // Its own bytes are in no block, and that undoes nothing.
      return settled(payout, null);
    }
    SignedRow waiting = null;
    List<SignedRow> all = ways.of(payout).signed(payout.id());
    for (SignedRow one : all) {
      Standing standing = network.standing(chain(payout), one.hash());
      if (standing instanceof Standing.Mined mined) {
        return mined(payout, new Found(one.hash(), mined));
      }
      if (waiting == null && standing instanceof Standing.Waiting) {
        waiting = one;
      }
    }
    SignedRow newest = all.getFirst();
    if (payout.hasLeft()) {
      return gone(payout, all);
    }
    Optional<Payout> ended = waiting == null ? noMore(payout) : Optional.empty();
    if (ended.isPresent()) {
      return ended.get();
    }
    if (waiting != null
        && mayCarry(payout, all, waiting)
        && ways.of(payout).carry(payout, waiting)) {
      return settled(payout, soon());
    }
    if (isTooSlow(payout, all)
        && all.size() <= settings.bumpsMost()
        && ways.of(payout).raise(payout, waiting)) {
      return rows.find(payout.id()).map(this::offer).orElseThrow();
    }
    if (waiting == null || newest.offeredAt() == null || payout.state() == PayoutState.UNCLEAR) {
      return offer(payout, all);
    }
    return settled(payout, soon());
  }

  /** One node that lags or does not answer is no reorganisation: the observer must have come by. */
  private Payout gone(Payout payout, List<SignedRow> all) {
    return isReadPast(payout, all)
        ? backToTheNetwork(payout, all.getFirst().hash())
        : settled(payout, soon());
  }

  /** No node has it: the chain may have decided against it. */
  private Optional<Payout> noMore(Payout payout) {
    Optional<Payout> ended = ways.of(payout).end(payout);
    if (ended.isPresent()) {
      return ended;
    }
    String astray = ways.of(payout).astray(payout);
    return astray.isEmpty() ? Optional.empty() : Optional.of(astray(payout, astray));
  }

  /** Nodes would not replace what they have by the newest bytes. */
  private static boolean isRefused(Payout payout, SignedRow newest, SignedRow waiting) {
    return waiting.no() < newest.no()
        && newest.offeredAt() != null
        && payout.state() == PayoutState.BROADCASTING;
  }

  /** Nodes refused its newest version, or no more are signed for it. */
  private boolean mayCarry(Payout payout, List<SignedRow> all, SignedRow waiting) {
    boolean isUsedUp = all.size() > settings.bumpsMost() && isTooSlow(payout, all);
    return settings.bumpsMost() > 0 && (isRefused(payout, all.getFirst(), waiting) || isUsedUp);
  }

  /** What it was signed for is in no block, so it stays what it is: a person must look. */
  private Payout astray(Payout payout, String words) {
    if (payout.holdReason().equals(words)) {
      return settled(payout, moves.now().plus(settings.bumpAfter()));
    }
    return moves.together(() -> moves.astray(payout, words, soon()));
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
    Amount spent = ways.of(payout).spent(payout, found.hash(), found.mined());
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
          ways.of(payout).minedIn(found.hash(), found.mined().block());
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

  private boolean isTooSlow(Payout payout, List<SignedRow> all) {
    Instant offered = all.getFirst().offeredAt();
    return offered != null && offered.plus(settings.bumpAfter(chain(payout))).isBefore(moves.now());
  }

  private static Chain chain(Payout payout) {
    return payout.amount().asset().chain();
  }
}

package io.aureus.payouts;

import io.aureus.chains.BroughtCoins;
import io.aureus.chains.BroughtCoins.Mined;
import io.aureus.chains.CoinsNow;
import io.aureus.chains.Network;
import io.aureus.chains.SpentCoins;
import io.aureus.keys.CoinPoint;
import io.aureus.money.Chain;
import io.aureus.payouts.OwnDraftRows.Draft;
import io.aureus.payouts.OwnDraftRows.Instead;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Payouts of coins from a merchant's own wallet. The transaction is known by its id before anybody
 * signs it, and its coins are watched: so the chain says whether it was sent, whoever sent it.
 */
final class CoinHanding {
  private static final Duration OFFERED_AGAIN = Duration.ofMinutes(1);

  private final PayoutMoves moves;
  private final HandedMoves common;
  private final Tables own;
  private final OwnDrafting drafting;
  private final OwnFinding finding;
  private final Outside outside;
  private final OwnSpends spends;

  /** The tables of what is handed over. */
  record Tables(HandedRows handed, OwnDraftRows drafts, OwnProofRows proofs) {}

  /** What it needs of other rooms. */
  record Outside(BroughtCoins coins, SpentCoins spent, Network network, CoinsNow now) {}

  CoinHanding(
      PayoutMoves moves,
      HandedMoves common,
      Tables own,
      OwnDrafting drafting,
      OwnFinding finding,
      Outside outside) {
    this.moves = moves;
    this.common = common;
    this.own = own;
    this.drafting = drafting;
    this.finding = finding;
    this.outside = outside;
    this.spends = new OwnSpends(outside.spent(), outside.now());
  }

  /** It was handed over before. */
  Payout step(Payout payout) {
    return switch (payout.state()) {
      case HANDED_OVER -> lookFor(payout);
      case SEEN, CONFIRMED -> follow(payout);
      default -> payout;
    };
  }

  private Payout lookFor(Payout payout) {
    Optional<Instead> instead = own.drafts().instead(payout.id());
    if (instead.isPresent()) {
      return lookAgain(payout, instead.get());
    }
    Optional<Draft> draft = own.drafts().of(payout.id());
    Optional<Mined> mined =
        draft.flatMap(one -> outside.coins().spending(chain(payout), one.txHash()));
    if (mined.isPresent()) {
      return moves.together(
          () -> {
            own.drafts().mined(payout.id());
            String txHash = draft.orElseThrow().txHash();
            return seen(payout, txHash, 0, mined.get().block(), "your wallet signed it");
          });
    }
    // Before the look: what is found after it was not in a block when that was asked.
    String obstacle = finding.obstacle(payout);
    boolean isRead = finding.isRead(chain(payout));
    OwnFinding.Look look = finding.look(payout);
    if (look.found() != null) {
      return found(payout, look.found());
    }
    String words =
        draft.isPresent()
            ? words(payout, draft.get(), isRead)
            : obstacle.isEmpty() ? drafting.make(payout) : obstacle;
    return waits(payout, words, look.against());
  }

  private Payout found(Payout payout, OwnFinding.Found found) {
    return moves.together(() -> instead(payout, found, "your wallet sent it"));
  }

  /**
   * Another transaction than the one that was handed out pays it. In the current transaction.
   *
   * @throws PayoutMoves.Overtaken where the draft stands otherwise than when that was judged
   */
  Payout instead(Payout payout, OwnFinding.Found found, String words) {
    own.drafts().lock(payout.id());
    if (!own.drafts().stand(payout.id()).equals(found.judged())) {
      throw new PayoutMoves.Overtaken(payout.id());
    }
    Mined mined = found.mined();
    own.drafts()
        .keep(payout.id(), new Instead(found.txHash(), found.output(), OwnRivals.points(mined)));
    return seen(payout, found.txHash(), found.output(), mined.block(), words);
  }

  /** For what paid it before a reorganisation: with the draft beside it both may be mined. */
  private Payout lookAgain(Payout payout, Instead instead) {
    String txHash = instead.txHash();
    Optional<Mined> mined = finding.counted(payout, txHash);
    if (mined.isPresent()) {
      return moves.together(
          () -> seen(payout, txHash, instead.output(), mined.get().block(), "it is mined again"));
    }
    OwnFinding.Look look = finding.look(payout);
    if (look.found() != null) {
      return found(payout, look.found());
    }
    String words = "it waits until a block has the transaction %s again".formatted(txHash);
    if (spends.isDead(chain(payout), txHash, instead.coins())) {
      own.drafts().forget(payout.id());
      words = "the transaction %s that paid it can never be mined again".formatted(txHash);
    }
    return waits(payout, words, look.against());
  }

  private Payout waits(Payout payout, String words, String against) {
    // Words of a minute ago may have it already.
    String both =
        words.contains(against) ? words : words.isEmpty() ? against : words + ". " + against;
    own.handed().notMade(payout.id(), both, moves.now());
    return common.waiting(payout);
  }

  /** What stands in the way of the draft, for people; empty for nothing. */
  private String words(Payout payout, Draft draft, boolean isRead) {
    List<CoinPoint> coins = own.drafts().coins(payout.id());
    List<OwnSpends.Taken> taken = spends.taken(chain(payout), draft.txHash(), coins);
    if (!taken.isEmpty()) {
      if (spends.isDead(chain(payout), draft.txHash(), coins)) {
        own.drafts().dead(payout.id());
      }
      return ("its coin %s was spent by the transaction %s, and so it cannot be mined. Where that"
              + " one does not pay it, take this back and ask again. Where it pays the same address"
              + " less, as with a higher fee that was taken off, ask for what is lacking alone")
          .formatted(taken.getFirst().coin(), taken.getFirst().spent().by());
    }
    String raw = draft.raw();
    if (raw == null) {
      return isRead ? "" : HandedDesk.UNREAD;
    }
    return offered(payout, draft, raw);
  }

  /** As {@link OwnFinding#isReadNow}. */
  boolean isReadNow(Chain chain) {
    return finding.isReadNow(chain);
  }

  private String offered(Payout payout, Draft draft, String raw) {
    Instant before = draft.offeredAt();
    if (before != null && before.plus(OFFERED_AGAIN).isAfter(moves.now())) {
      return own.handed().of(payout.id()).orElseThrow().words();
    }
    // What a block has is paid for good: this would pay once more.
    if (!isReadNow(chain(payout))) {
      return "it is signed, and is offered to the network once the chain is read to its end: a"
          + " block may hold what your wallet paid";
    }
    OwnFinding.Look look = finding.look(payout);
    if (look.found() != null || !look.against().isEmpty()) {
      return "it is signed, and is not offered to the network now";
    }
    moves.together(
        () -> {
          if (!own.drafts().offers(payout.id(), moves.now())) {
            throw new PayoutMoves.Overtaken(payout.id());
          }
          return payout;
        });
    Network.Answer answer = outside.network().offer(chain(payout), raw);
    own.drafts().offered(payout.id(), answer.words(), moves.now());
    return switch (answer.offer()) {
      case TAKEN -> "it is signed and with the network, and waits for a block";
      case UNCLEAR -> "it is signed; whether the network took it is not known yet";
      case REFUSED -> "it is signed, but the network does not take it: " + answer.words();
    };
  }

  private Payout seen(Payout payout, String txHash, int output, long block, String words) {
    return common.seen(payout, txHash, "out:" + output, block, words + ", and it is in block ");
  }

  /** A reorganisation takes what was read of its block away, and so what it spent. */
  private Payout follow(Payout payout) {
    String txHash = String.valueOf(payout.txHash());
    Optional<Mined> mined = finding.counted(payout, txHash);
    return mined.isEmpty() ? common.back(payout) : common.deeper(payout, mined.get().depth());
  }

  private static Chain chain(Payout payout) {
    return payout.amount().asset().chain();
  }
}

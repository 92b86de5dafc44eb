package io.aureus.payouts;

import io.aureus.chains.BroughtCoins;
import io.aureus.chains.BroughtCoins.Mined;
import io.aureus.chains.Network;
import io.aureus.chains.SpentCoins;
import io.aureus.keys.CoinPoint;
import io.aureus.keys.SignedAnswer;
import io.aureus.money.Chain;
import io.aureus.payouts.OwnDraftRows.Draft;
import io.aureus.payouts.OwnDraftRows.Instead;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Payouts of coins from a merchant's own wallet. The transaction is known by its id before anybody
 * signs it, and its coins are watched: so the chain says whether it was sent, whoever sent it.
 */
final class CoinHanding {
  /** Blocks on top of a final one until it is looked at no more. */
  private static final int LOOKED_AFTER = 64;

  private static final Duration OFFERED_AGAIN = Duration.ofMinutes(1);

  private final PayoutRows rows;
  private final PayoutMoves moves;
  private final Tables own;
  private final OwnDrafting drafting;
  private final Outside outside;
  private final OwnSpends spends;
  private final PayoutsSettings settings;

  /** The tables of what is handed over. */
  record Tables(HandedRows handed, OwnDraftRows drafts) {}

  /** What it needs of other rooms. */
  record Outside(BroughtCoins coins, SpentCoins spent, Network network) {}

  CoinHanding(
      PayoutRows rows,
      PayoutMoves moves,
      Tables own,
      OwnDrafting drafting,
      Outside outside,
      PayoutsSettings settings) {
    this.rows = rows;
    this.moves = moves;
    this.own = own;
    this.drafting = drafting;
    this.outside = outside;
    this.spends = new OwnSpends(outside.spent());
    this.settings = settings;
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
    if (draft.isEmpty()) {
      own.handed().notMade(payout.id(), drafting.make(payout), moves.now());
      return waiting(payout, soon());
    }
    String txHash = draft.get().txHash();
    Optional<Mined> mined = outside.coins().spending(chain(payout), txHash);
    if (mined.isPresent()) {
      return moves.together(
          () -> seen(payout, txHash, 0, mined.get().block(), "your wallet signed it"));
    }
    own.handed().notMade(payout.id(), words(payout, draft.get()), moves.now());
    return waiting(payout, soon());
  }

  /** For what paid it before a reorganisation: with the draft beside it both may be mined. */
  private Payout lookAgain(Payout payout, Instead instead) {
    String txHash = instead.txHash();
    Optional<Mined> mined = outside.coins().spending(chain(payout), txHash);
    if (mined.isPresent()) {
      return moves.together(
          () -> seen(payout, txHash, instead.output(), mined.get().block(), "it is mined again"));
    }
    String words = "it waits until a block has the transaction %s again".formatted(txHash);
    List<CoinPoint> coins = SignedAnswer.shown(instead.raw()).spends();
    if (spends.isDead(chain(payout), txHash, coins)) {
      own.drafts().forget(payout.id());
      words = "the transaction %s that paid it can never be mined again".formatted(txHash);
    }
    own.handed().notMade(payout.id(), words, moves.now());
    return waiting(payout, soon());
  }

  /** What stands in the way of the draft, for people; empty for nothing. */
  private String words(Payout payout, Draft draft) {
    List<CoinPoint> coins = own.drafts().coins(payout.id());
    List<OwnSpends.Taken> taken = spends.taken(chain(payout), draft.txHash(), coins);
    if (!taken.isEmpty()) {
      if (spends.isDead(chain(payout), draft.txHash(), coins)) {
        own.drafts().dead(payout.id());
      }
      return ("its coin %s was spent by the transaction %s, and so it cannot be mined. Where that"
              + " one paid it, give it here; else take this back and ask again")
          .formatted(taken.getFirst().coin(), taken.getFirst().spent().by());
    }
    String raw = draft.raw();
    return raw == null ? "" : offered(payout, draft, raw);
  }

  private String offered(Payout payout, Draft draft, String raw) {
    Instant before = draft.offeredAt();
    if (before != null && before.plus(OFFERED_AGAIN).isAfter(moves.now())) {
      return own.handed().of(payout.id()).orElseThrow().words();
    }
    Network.Answer answer = outside.network().offer(chain(payout), raw);
    own.drafts().offered(payout.id(), answer.words(), moves.now());
    return switch (answer.offer()) {
      case TAKEN -> "it is signed and with the network, and waits for a block";
      case UNCLEAR -> "it is signed; whether the network took it is not known yet";
      case REFUSED -> "it is signed, but the network does not take it: " + answer.words();
    };
  }

  /**
   * In the current transaction.
   *
   * @param output of the transaction, that pays it
   */
  Payout seen(Payout payout, String txHash, int output, long block, String words) {
    String position = "out:" + output;
    if (!own.handed().claim(payout.id(), chain(payout).code(), txHash, position, block)) {
      throw new PayoutMoves.Overtaken(payout.id());
    }
    return moves.move(
        payout,
        PayoutState.SEEN,
        new PayoutMoves.Mined(txHash, null, false),
        words + ", and block " + block + " has it",
        moves.now());
  }

  /** A reorganisation takes what was read of its block away, and so what it spent. */
  private Payout follow(Payout payout) {
    String txHash = String.valueOf(payout.txHash());
    Optional<Mined> mined = outside.coins().spending(chain(payout), txHash);
    if (mined.isEmpty()) {
      return back(payout);
    }
    int needed = chain(payout).confirmations();
    long depth = mined.get().depth();
    if (payout.state() == PayoutState.SEEN && depth >= needed) {
      return moves.together(
          () -> moves.move(payout, PayoutState.CONFIRMED, "final on the chain", soon()));
    }
    return waiting(payout, depth > needed + LOOKED_AFTER ? null : soon());
  }

  private Payout back(Payout payout) {
    return moves.together(
        () -> {
          own.handed().release(payout.id());
          return moves.move(
              payout,
              PayoutState.HANDED_OVER,
              new PayoutMoves.Mined(null, null, false),
              "a reorganisation took its block away",
              moves.now());
        });
  }

  private Payout waiting(Payout payout, @Nullable Instant due) {
    rows.postpone(payout, due);
    return payout;
  }

  private Instant soon() {
    return moves.now().plus(settings.poll());
  }

  private static Chain chain(Payout payout) {
    return payout.amount().asset().chain();
  }
}

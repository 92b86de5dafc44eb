package io.aureus.payouts;

import io.aureus.chains.AccountNetwork;
import io.aureus.chains.AccountNetwork.Sent;
import io.aureus.chains.ChainProgress;
import io.aureus.chains.Departures;
import io.aureus.chains.Departures.Departure;
import io.aureus.chains.Network;
import io.aureus.chains.Network.Standing;
import io.aureus.merchants.MerchantId;
import io.aureus.money.Chain;
import io.aureus.money.CoinNetwork;
import io.aureus.payouts.HandedRows.Handed;
import io.aureus.wallets.SelfCustody;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Payouts from a merchant's own wallet: the merchant signs, and the chain says whether he did. Only
 * a transfer of exactly that amount to that address counts, from an address of his wallet or by the
 * hash that he told, and each transfer counts for one payout.
 */
final class Handing {
  /** Blocks on top of a final one until it is looked at no more. */
  private static final int LOOKED_AFTER = 64;

  private static final Duration FRESH = Duration.ofMinutes(1);

  private final PayoutRows rows;
  private final HandedRows handed;
  private final PayoutMoves moves;
  private final Offering offering;
  private final CoinHanding coins;
  private final Outside outside;
  private final PayoutsSettings settings;

  /** What it needs of other rooms. */
  record Outside(
      Departures departures,
      SelfCustody selfCustody,
      Network network,
      AccountNetwork accounts,
      ChainProgress progress) {}

  Handing(
      PayoutRows rows,
      HandedRows handed,
      PayoutMoves moves,
      Offering offering,
      CoinHanding coins,
      Outside outside,
      PayoutsSettings settings) {
    this.rows = rows;
    this.handed = handed;
    this.moves = moves;
    this.offering = offering;
    this.coins = coins;
    this.outside = outside;
    this.settings = settings;
  }

  /** A transfer that pays for it. */
  private record Paid(String txHash, String position, long block) {}

  Payout step(Payout payout) {
    if (payout.state() != PayoutState.RESERVED && CoinNetwork.has(chain(payout).family())) {
      return coins.step(payout);
    }
    return switch (payout.state()) {
      case RESERVED -> handOver(payout);
      case HANDED_OVER -> lookFor(payout);
      case SEEN, CONFIRMED -> follow(payout);
      default -> payout;
    };
  }

  private Payout handOver(Payout payout) {
    Optional<ChainProgress.Cursor> read = outside.progress().cursor(chain(payout).code());
    if (read.isEmpty()) {
      rows.postpone(payout, soon());
      return payout;
    }
    // What is in a block by now was sent before anybody was asked to.
    long after = Math.max(read.get().number(), read.get().head());
    return moves.together(
        () -> {
          handed.insert(payout.id(), after);
          return moves.move(
              payout, PayoutState.HANDED_OVER, "for your own wallet to sign", moves.now());
        });
  }

  private Payout lookFor(Payout payout) {
    Handed given = handed.of(payout.id()).orElseThrow();
    Optional<Paid> paid = sent(payout, given).or(() -> told(payout, given));
    if (paid.isPresent()) {
      return seen(payout, paid.get());
    }
    if (given.madeAt().plus(FRESH).isBefore(moves.now())) {
      offering.make(payout);
    }
    rows.postpone(payout, soon());
    return payout;
  }

  /** By an address of the merchant's wallet. */
  private Optional<Paid> sent(Payout payout, Handed given) {
    List<Departure> all =
        outside.departures().of(payout.amount(), payout.destination(), given.afterBlock());
    if (all.isEmpty()) {
      return Optional.empty();
    }
    Map<String, MerchantId> owners =
        outside
            .selfCustody()
            .owners(chain(payout).family(), all.stream().map(Departure::from).toList());
    return all.stream()
        .filter(one -> Objects.equals(owners.get(one.from()), payout.merchant()))
        .map(one -> new Paid(one.txHash(), one.position(), one.block()))
        .filter(one -> isFree(payout, one))
        .findFirst();
  }

  /** By the hash that the merchant told: from whatever wallet of his. */
  private Optional<Paid> told(Payout payout, Handed given) {
    String hash = given.toldHash();
    if (hash == null) {
      return Optional.empty();
    }
    List<Sent> sent = outside.accounts().sentIn(payout.amount().asset(), hash);
    return sent.stream()
        .filter(one -> one.to().equalsIgnoreCase(payout.destination()))
        .filter(one -> one.units().equals(payout.amount().units()))
        .filter(one -> one.block() > given.afterBlock())
        .map(one -> new Paid(hash, one.position(), one.block()))
        .filter(one -> isFree(payout, one))
        .findFirst();
  }

  private boolean isFree(Payout payout, Paid paid) {
    return !handed.isClaimed(chain(payout).code(), paid.txHash(), paid.position());
  }

  private Payout seen(Payout payout, Paid paid) {
    return moves.together(
        () -> {
          String chain = chain(payout).code();
          if (!handed.claim(payout.id(), chain, paid.txHash(), paid.position(), paid.block())) {
            throw new PayoutMoves.Overtaken(payout.id());
          }
          return moves.move(
              payout,
              PayoutState.SEEN,
              new PayoutMoves.Mined(paid.txHash(), null, false),
              "your wallet sent it, in block " + paid.block(),
              moves.now());
        });
  }

  private Payout follow(Payout payout) {
    String hash = String.valueOf(payout.txHash());
    Standing standing = outside.network().standing(chain(payout), hash);
    if (standing instanceof Standing.Mined mined && mined.succeeded()) {
      return deeper(payout, mined.depth());
    }
    // One node that lags is no reorganisation: the observer must have come by.
    boolean isReadPast =
        outside
            .progress()
            .cursor(chain(payout).code())
            .filter(read -> read.number() >= handed.block(payout.id()))
            .isPresent();
    return isReadPast ? back(payout) : waiting(payout, soon());
  }

  private Payout deeper(Payout payout, long depth) {
    int needed = chain(payout).confirmations();
    if (payout.state() == PayoutState.SEEN && depth >= needed) {
      return moves.together(
          () -> moves.move(payout, PayoutState.CONFIRMED, "final on the chain", soon()));
    }
    return waiting(payout, depth > needed + LOOKED_AFTER ? null : soon());
  }

  private Payout back(Payout payout) {
    return moves.together(
        () -> {
          handed.release(payout.id());
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

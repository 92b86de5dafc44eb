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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Payouts from a merchant's own wallet: the merchant signs, and the chain says whether he did. Only
 * a transfer of exactly that amount to that address counts, from an address of his wallet or by the
 * hash that he told, and each transfer counts for one payout.
 */
final class Handing {
  private static final Duration FRESH = Duration.ofMinutes(1);

  private final HandedRows handed;
  private final PayoutMoves moves;
  private final HandedMoves common;
  private final Offering offering;
  private final CoinHanding coins;
  private final Outside outside;

  /** What it needs of other rooms. */
  record Outside(
      Departures departures,
      SelfCustody selfCustody,
      Network network,
      AccountNetwork accounts,
      ChainProgress progress) {}

  Handing(
      HandedRows handed,
      PayoutMoves moves,
      HandedMoves common,
      Offering offering,
      CoinHanding coins,
      Outside outside) {
    this.handed = handed;
    this.moves = moves;
    this.common = common;
    this.offering = offering;
    this.coins = coins;
    this.outside = outside;
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
    if (read.isEmpty() || !isRead(chain(payout), read.get())) {
      return common.waiting(payout);
    }
    // What is in a block by now was sent before anybody was asked to. Where the chain is not read
    // to its end nobody knows which block that is.
    long after = Math.max(read.get().number(), read.get().head());
    return moves.together(
        () -> {
          handed.insert(payout.id(), after);
          return moves.move(
              payout, PayoutState.HANDED_OVER, "for your own wallet to sign", moves.now());
        });
  }

  /** On fast chains there always is a newer block than the one that was read. */
  private boolean isRead(Chain chain, ChainProgress.Cursor read) {
    return CoinNetwork.has(chain.family())
        ? coins.isReadNow(chain)
        : read.caughtUpAt().isAfter(moves.now().minus(OwnFinding.FRESH));
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
    return common.waiting(payout);
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
    return !handed.isClaimed(chain(payout).code(), paid.txHash(), paid.position())
        && !handed.isOurs(paid.txHash());
  }

  private Payout seen(Payout payout, Paid paid) {
    return moves.together(
        () ->
            common.seen(
                payout,
                paid.txHash(),
                paid.position(),
                paid.block(),
                "your wallet sent it, in block "));
  }

  private Payout follow(Payout payout) {
    String hash = String.valueOf(payout.txHash());
    Standing standing = outside.network().standing(chain(payout), hash);
    if (standing instanceof Standing.Mined mined && mined.succeeded()) {
      return common.deeper(payout, mined.depth());
    }
    // One node that lags is no reorganisation: the observer must have come by.
    boolean isReadPast =
        outside
            .progress()
            .cursor(chain(payout).code())
            .filter(read -> read.number() >= handed.block(payout.id()))
            .isPresent();
    return isReadPast ? common.back(payout) : common.waiting(payout);
  }

  private static Chain chain(Payout payout) {
    return payout.amount().asset().chain();
  }
}

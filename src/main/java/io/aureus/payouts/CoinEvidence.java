package io.aureus.payouts;

import io.aureus.chains.ChainProgress;
import io.aureus.chains.ChainProgress.Cursor;
import io.aureus.chains.CoinsNow;
import io.aureus.chains.Departures;
import io.aureus.chains.Departures.Departure;
import io.aureus.chains.Departures.Left;
import io.aureus.chains.Network;
import io.aureus.chains.Network.Standing;
import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.keys.CoinPoint;
import io.aureus.money.Amount;
import io.aureus.money.Asset;
import io.aureus.money.Chain;
import io.aureus.payouts.LostBundles.Lost;
import io.aureus.payouts.SignedRows.SignedRow;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Evidence on chains of coins.
 *
 * <p>A payout counts as unpaid only where nothing is left to be found, by four things together:
 *
 * <ol>
 *   <li><b>Reading.</b> The observer has read all blocks that the nodes agree on. It records every
 *       transaction that spends a coin of ours, with all that it pays.
 *   <li><b>Coins.</b> Each node of the settings was asked, and none says of a coin of ours, which
 *       no block spends, that it is spent: but where that very node has a transaction in waiting
 *       that was signed here and spends it.
 *   <li><b>Depth.</b> Whatever spent coins of ours and was not signed here is final.
 *   <li><b>Departures.</b> Among what left there is no output of that amount to that destination,
 *       since the payout was asked for, in a transaction that no payout here knows.
 * </ol>
 *
 * <p>What it cannot see is what {@link AccountEvidence} cannot see: signed bytes that no node of
 * ours has.
 */
final class CoinEvidence implements Evidence {
  private final Own own;
  private final Outside outside;

  /** What it needs of other rooms. */
  record Outside(
      RecentCoins coins, Network network, ChainProgress progress, Departures departures) {}

  /** What it needs of this room. */
  record Own(
      DoubtRows doubts, PayoutRows rows, BundleRows bundles, HandedRows handed, LostBundles lost) {}

  CoinEvidence(Own own, Outside outside) {
    this.own = own;
    this.outside = outside;
  }

  @Override
  public List<Departure> unexplained(Payout payout) {
    Instant asked = payout.createdAt().minus(CLOCKS);
    return outside.departures().of(payout.amount(), payout.destination(), 0).stream()
        .filter(one -> !one.blockTime().isBefore(asked))
        .filter(one -> isOurs(payout, one.txHash()) && !own.doubts().isSigned(one.txHash()))
        .filter(one -> !isClaimed(one))
        .toList();
  }

  /** Wallets that merchants brought are watched as well. */
  private boolean isOurs(Payout payout, String hash) {
    return outside.departures().left(chain(payout), hash).isPresent();
  }

  private boolean isClaimed(Departure one) {
    return own.handed().isClaimed(one.chain(), one.txHash(), one.position());
  }

  @Override
  public String againstBuilding(Payout payout) {
    return own.rows().isRestored(payout.id()) ? against(payout) : "";
  }

  @Override
  public String against(Payout payout) {
    Chain chain = chain(payout);
    // One that is not read at all has perhaps no nodes in the settings.
    read(chain, 0);
    CoinsNow.Look look = outside.coins().now(payout.amount().asset(), signed(chain));
    Cursor read = read(chain, look.head());
    int waiting = look.taken().size();
    if (waiting > 0) {
      return ("%d coins of ours are spent by what is not known here and waits, or is to be read: it"
              + " may pay it. See to it that no other machine has this seed, and wait until it is"
              + " final")
          .formatted(waiting);
    }
    long shallow =
        outside.departures().left(chain, read.number() - chain.confirmations() + 1).stream()
            .filter(one -> !own.doubts().isSigned(one.txHash()))
            .count();
    if (shallow > 0) {
      return ("%d transactions that are not known here spend coins of ours, and are not final: one"
              + " may pay it. See to it that no other machine has this seed, and wait until they"
              + " are final")
          .formatted(shallow);
    }
    return paidElsewhere(payout);
  }

  private boolean isUnknown(Chain chain, String hash) {
    return outside.network().standing(chain, hash) instanceof Standing.Unknown;
  }

  private CoinsNow.Signed signed(Chain chain) {
    return coin -> own.bundles().signedFor(chain, coin.txHash(), coin.index());
  }

  /**
   * Coins that the machine before a restore may have spent, as of a moment ago: asked of nodes
   * while the operator has not settled all that it may have paid.
   */
  Set<CoinPoint> takenNow(Asset asset) {
    return own.doubts().isAnyRestored(asset.chain())
        ? outside.coins().lately(asset, signed(asset.chain())).taken().stream()
            .map(coin -> new CoinPoint(coin.txHash(), coin.index()))
            .collect(Collectors.toSet())
        : Set.of();
  }

  @Override
  public String mayBeMined(Payout payout) {
    Chain chain = chain(payout);
    Bundle bundle = bundle(payout);
    Lost lost = own.lost().of(chain, bundle.id()).orElse(null);
    if (lost == null) {
      return "it may still be mined: no block gives a coin of it to another transaction";
    }
    if (lost.depth() < needed(chain)) {
      return "a reorganisation could still bring it back: wait %d more blocks of %s"
          .formatted(needed(chain) - lost.depth(), chain.name());
    }
    return own.bundles().signed(bundle.id()).stream()
        .map(SignedRow::hash)
        .filter(hash -> !isUnknown(chain, hash))
        .findFirst()
        .map("a node knows its own transaction %s: wait until it says what became of it"::formatted)
        .orElse("");
  }

  @Override
  public String displaced(Payout payout) {
    return own.lost()
        .of(chain(payout), bundle(payout).id())
        .map(lost -> "its coin %s was spent by %s".formatted(lost.coin(), lost.by()))
        .orElse("");
  }

  @Override
  public Proof proof(Payout payout, String hash) {
    Chain chain = chain(payout);
    Left left =
        outside
            .departures()
            .left(chain, hash)
            .orElseThrow(
                () ->
                    Evidence.conflict(
                        ("no block of %s that was read holds a transaction %s that spends coins of"
                                + " ours")
                            .formatted(chain.name(), hash)));
    long depth = read(chain, left.block()).number() - left.block() + 1;
    if (depth < needed(chain)) {
      throw Evidence.tooShallow(hash, depth, needed(chain));
    }
    Departure paid = paid(payout, left);
    Amount spent =
        new Amount(payout.amount().asset(), BigInteger.valueOf(Objects.requireNonNull(left.fee())));
    return new Proof(hash, paid.position(), left.block(), spent);
  }

  private Departure paid(Payout payout, Left left) {
    List<Departure> paid =
        outside.departures().of(payout.amount(), payout.destination(), 0).stream()
            .filter(one -> one.txHash().equals(left.txHash()))
            .toList();
    if (paid.isEmpty() || left.fee() == null) {
      throw Evidence.conflict(
          "transaction %s does not pay %s %s to %s with coins of ours alone"
              .formatted(
                  left.txHash(),
                  payout.amount().text(),
                  payout.amount().asset().code(),
                  payout.destination()));
    }
    if (paid.getFirst().blockTime().isBefore(payout.createdAt().minus(CLOCKS))) {
      throw Evidence.conflict(
          "transaction %s is in a block of %s, before the payout was asked for"
              .formatted(left.txHash(), paid.getFirst().blockTime()));
    }
    // Of several that are alike, one that nobody has named; where there is none, the claim fails.
    return paid.stream().filter(one -> !isClaimed(one)).findFirst().orElse(paid.getFirst());
  }

  private Cursor read(Chain chain, long head) {
    Cursor read = outside.progress().cursor(chain.code()).orElse(null);
    if (read == null || read.number() < head) {
      throw new Refusal(
          ErrorCode.UNAVAILABLE,
          "%s is read to block %d and has to be to %d before this can be said: try again soon"
              .formatted(chain.name(), read == null ? -1 : read.number(), head),
          Duration.ofSeconds(30));
    }
    return Objects.requireNonNull(read);
  }

  private Bundle bundle(Payout payout) {
    return own.bundles()
        .of(payout.id())
        .orElseThrow(() -> Evidence.conflict("the payout has no coins, so none can be gone"));
  }

  private static long needed(Chain chain) {
    return (long) chain.confirmations() + Following.LOOKED_AFTER;
  }

  private static Chain chain(Payout payout) {
    return payout.amount().asset().chain();
  }
}

package io.aureus.payouts;

import io.aureus.chains.SpentCoins;
import io.aureus.keys.CoinPoint;
import io.aureus.keys.CoinScript;
import io.aureus.money.Asset;
import io.aureus.money.Chain;
import io.aureus.money.CoinNetwork;
import io.aureus.payouts.CoinChoice.Choice;
import io.aureus.payouts.CoinChoice.Wanted;
import io.aureus.payouts.SignedRows.SignedRow;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a transaction that waits too long is replaced by (BIP125). */
final class DearerTerms {
  /** Nodes ask of a replacement a third of what they reckon dust with, for all of its bytes. */
  private static final long DUST_STEPS = 3;

  private static final long PER = 1_000;

  private final BundleRows bundles;
  private final LostRows lostRows;
  private final SpentCoins spent;
  private final PayoutMoves moves;
  private final CoinBuilding building;
  private final Purse purse;
  private final CoinRates rates;

  DearerTerms(
      JdbcClient jdbc,
      SpentCoins spent,
      PayoutMoves moves,
      CoinBuilding building,
      Purse purse,
      CoinRates rates) {
    this.bundles = new BundleRows(jdbc);
    this.lostRows = new LostRows(jdbc);
    this.spent = spent;
    this.moves = moves;
    this.building = building;
    this.purse = purse;
    this.rates = rates;
  }

  /**
   * The same coins, and more where they must be, with at least a quarter more for the network.
   * Coins that are added are locked, and stay with the bundle.
   *
   * @return empty where the network asks no more than is paid, or nobody knows what it asks, and
   *     where our limits or our coins do not allow it
   */
  Optional<BundleTerms> of(Bundle bundle, List<Payout> members, SignedRow newest) {
    Asset asset = members.getFirst().amount().asset();
    long old = bundles.fee(newest.hash());
    long weight = bundles.newestWeight(bundle.id());
    Optional<Long> now = rates.now(asset.chain());
    if (now.isEmpty() || rates.price(asset, now.get()).of(weight) <= old) {
      return Optional.empty();
    }
    long size = CoinScript.virtualBytes(weight);
    long step = CoinNetwork.of(asset.chain()).dustRate() / DUST_STEPS;
    long rate = Math.max(now.get(), old * PER / size * 5 / 4 + step);
    if (rates.isTooDear(rate)) {
      return Optional.empty();
    }
    Wanted plain = CoinBuilding.wanted(members);
    long least = old + size * step / PER + 1;
    List<BundleTerms> found = new ArrayList<>();
    moves.together(
        () -> {
          bundles.lockChain(asset.chain());
          List<OwnCoin> held = held(asset.chain(), bundle, newest.no());
          if (held.isEmpty()) {
            // Ended meanwhile, and its coins may be anybody's.
            return members.getFirst();
          }
          List<OwnCoin> all = new ArrayList<>(held);
          all.addAll(building.free(asset));
          Set<Coin> must = held.stream().map(OwnCoin::coin).collect(Collectors.toSet());
          Wanted wanted = plain.with(must, least);
          CoinChoice choosing = purse.choice(asset.chain(), rates.price(asset, rate));
          Choice choice = choosing.choose(all.stream().map(OwnCoin::coin).toList(), wanted);
          if (choice instanceof Choice.Chosen chosen) {
            found.add(locked(asset, bundle, held, added(all, must, chosen), chosen, newest.no()));
          }
          return members.getFirst();
        });
    return found.stream().findFirst();
  }

  /**
   * Without what was added for a higher fee and is spent by others since. It stays locked all the
   * same: a reorganisation may give it back to the bytes that spend it.
   */
  private List<OwnCoin> held(Chain chain, Bundle bundle, int newest) {
    List<CoinPoint> first = lostRows.firstCoins(bundle.id());
    List<OwnCoin> held = new ArrayList<>();
    for (OwnCoin own : bundles.coins(chain, bundle.id())) {
      CoinPoint point = own.coin().point();
      if (first.contains(point) || spent.of(chain, point.txid(), point.index()).isEmpty()) {
        held.add(own);
      } else {
        lostRows.leave(bundle.id(), point, newest);
      }
    }
    return held;
  }

  private static List<OwnCoin> added(List<OwnCoin> all, Set<Coin> must, Choice.Chosen chosen) {
    Set<Coin> more = new HashSet<>(chosen.coins());
    more.removeAll(must);
    return all.stream().filter(own -> more.contains(own.coin())).toList();
  }

  private BundleTerms locked(
      Asset asset,
      Bundle bundle,
      List<OwnCoin> held,
      List<OwnCoin> added,
      Choice.Chosen chosen,
      int newest) {
    bundles.lock(asset.chain(), bundle.id(), added, newest + 1);
    List<OwnCoin> spent = new ArrayList<>(held);
    spent.addAll(added);
    return new BundleTerms(
        new Bundle(bundle.id(), chosen.change(), chosen.fee(), chosen.weight()), spent);
  }
}

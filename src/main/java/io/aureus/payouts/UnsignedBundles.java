package io.aureus.payouts;

import io.aureus.chains.SpentCoins;
import io.aureus.keys.CoinPoint;
import io.aureus.keys.SpendingPolicy;
import io.aureus.keys.TiedCoin;
import io.aureus.money.Chain;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Takes bundles apart for which nothing was stored: payouts and coins are free again. */
final class UnsignedBundles {
  private final PayoutRows rows;
  private final BundleRows bundles;
  private final AloneRows alone;
  private final PayoutMoves moves;
  private final SpentCoins spent;
  private final Evidence evidence;

  UnsignedBundles(
      PayoutRows rows,
      BundleRows bundles,
      AloneRows alone,
      PayoutMoves moves,
      SpentCoins spent,
      Evidence evidence) {
    this.rows = rows;
    this.bundles = bundles;
    this.alone = alone;
    this.moves = moves;
    this.spent = spent;
    this.evidence = evidence;
  }

  /**
   * Between its place and its signature there may be days: a block may have a coin of it meanwhile,
   * and what a back-up brought may be paid. Asks nodes.
   *
   * @return empty where nothing speaks against signing it
   */
  Optional<Payout> endedByTheChain(
      Payout payout, Bundle bundle, List<Payout> members, List<OwnCoin> coins) {
    Chain chain = payout.amount().asset().chain();
    for (OwnCoin own : coins) {
      CoinPoint point = own.coin().point();
      Optional<SpentCoins.Spent> by = spent.of(chain, point.txid(), point.index());
      if (by.isPresent()) {
        String words =
            "its coin %s was spent by %s, which was not signed here: it takes others"
                .formatted(point, by.get().by());
        return Optional.of(
            end(payout, bundle, one -> moves.hold(one, PayoutHold.COINS, words, moves.now())));
      }
    }
    Map<PayoutId, String> against = new HashMap<>();
    for (Payout member : members) {
      String words = evidence.againstBuilding(member);
      if (!words.isEmpty()) {
        against.put(member.id(), words);
      }
    }
    return against.isEmpty()
        ? Optional.empty()
        : Optional.of(end(payout, bundle, one -> hold(one, against.get(one.id()))));
  }

  private void hold(Payout member, @Nullable String against) {
    if (against == null) {
      String words = "one that it was to go out with may be paid already: it goes out without it";
      moves.hold(member, PayoutHold.POLICY, words, moves.now());
    } else {
      moves.hold(member, PayoutHold.RESTORED, against, null);
    }
  }

  private Payout end(Payout payout, Bundle bundle, Consumer<Payout> change) {
    return moves.together(
        () -> {
          Payout self = current(payout, bundle);
          if (self.state() == PayoutState.BUILT) {
            eachBuilt(bundle, change);
            bundles.dissolve(bundle.id());
          }
          return rows.find(payout.id()).orElseThrow();
        });
  }

  /**
   * What the signer says may be of another merchant's payout: where there are several, each hears
   * it of its own when it is built alone.
   */
  Payout giveBack(Payout payout, Bundle bundle, String rule, Instant later) {
    if (SpendingPolicy.isOfDayFees(rule)) {
      // All transactions of the day have it in common: alone they would cost more.
      String words = "the signer refuses it: " + rule;
      return end(payout, bundle, member -> moves.hold(member, PayoutHold.GAS_PRICE, words, later));
    }
    boolean isAlone = bundles.members(bundle.id()).size() == 1;
    String words =
        isAlone
            ? "the signer refuses it: " + rule
            : "the signer refused a transaction of several payouts: it goes out alone";
    Instant again = isAlone ? later : moves.now();
    Optional<TiedCoin> tied = TiedCoin.in(rule);
    return end(
        payout,
        bundle,
        member -> {
          alone.setAlone(member.id());
          moves.hold(member, PayoutHold.POLICY, words, again);
          // Where it is one of the bundle's: a signer of another process could name any.
          tied.filter(one -> one.payout().equals(member.id().value()))
              .ifPresent(one -> alone.tie(member.id(), one.coin()));
        });
  }

  /** As it is once nobody else can write to its bundle: another worker may have been faster. */
  Payout current(Payout payout, Bundle bundle) {
    if (!bundles.lock(bundle.id())) {
      throw new PayoutMoves.Overtaken(payout.id());
    }
    return rows.lock(payout.id()).orElseThrow();
  }

  void eachBuilt(Bundle bundle, Consumer<Payout> change) {
    for (PayoutId id : bundles.members(bundle.id())) {
      Payout member = rows.lock(id).orElseThrow();
      if (member.state() != PayoutState.BUILT) {
        throw new IllegalStateException(id + " is " + member.state() + " in a bundle not signed");
      }
      change.accept(member);
    }
  }
}

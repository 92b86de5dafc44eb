package io.aureus.payouts;

import io.aureus.errors.Refusal;
import io.aureus.keys.CoinPoint;
import io.aureus.keys.Signer;
import io.aureus.keys.Signer.Verdict;
import io.aureus.money.Amount;
import io.aureus.money.Asset;
import io.aureus.money.Chain;
import io.aureus.payouts.CoinChoice.Choice;
import io.aureus.payouts.CoinChoice.Price;
import io.aureus.payouts.CoinChoice.Wanted;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * From reserved to built for coins: the policy, the coins and the fee are there, and the coins are
 * locked. Payouts that wait go out with one another in one transaction.
 */
final class CoinBuilding {
  private static final int MOST_TOGETHER = 100;

  private final PayoutRows rows;
  private final BundleRows bundles;
  private final AloneRows alone;
  private final PayoutMoves moves;
  private final PayoutHolds holds;
  private final Purse purse;
  private final Signer signer;
  private final CoinRates rates;
  private final CoinEvidence evidence;

  CoinBuilding(
      PayoutRows rows,
      BundleRows bundles,
      AloneRows alone,
      PayoutMoves moves,
      PayoutHolds holds,
      Purse purse,
      Signer signer,
      CoinRates rates,
      CoinEvidence evidence) {
    this.rows = rows;
    this.bundles = bundles;
    this.alone = alone;
    this.moves = moves;
    this.holds = holds;
    this.purse = purse;
    this.signer = signer;
    this.rates = rates;
    this.evidence = evidence;
  }

  /**
   * What was asked before the coins are chosen.
   *
   * @param taken what a back-up's payouts may have spent
   */
  private record Look(Price price, DayFees fees, Set<CoinPoint> taken) {}

  Payout build(Payout payout) {
    Verdict verdict = signer.consider(Sources.plain(payout));
    if (verdict.kind() == Verdict.Kind.REFUSED) {
      String words = "the signer refuses it: " + verdict.rule();
      return moves.together(() -> moves.move(payout, PayoutState.FAILED, words, null));
    }
    if (verdict.kind() == Verdict.Kind.HELD) {
      return holds.hold(payout, PayoutHold.POLICY, verdict.rule());
    }
    Chain chain = payout.amount().asset().chain();
    Optional<Long> rate = rates.now(chain);
    if (rate.isEmpty() || rates.isTooDear(rate.get())) {
      return holds.hold(
          payout,
          PayoutHold.GAS_PRICE,
          rate.isEmpty()
              ? "what the network asks is not known now"
              : "the network asks %d for 1000 bytes, which is above our limit"
                  .formatted(rate.get()));
    }
    // Before the transaction: the signer may be another process, and nodes are asked.
    Look look;
    try {
      look = look(payout.amount().asset(), rate.get());
    } catch (Refusal e) {
      return holds.hold(
          payout, PayoutHold.CHAIN, "payouts of a back-up are not settled, and " + e.words());
    }
    List<PayoutId> others =
        alone.isAlone(payout.id()) ? List.of() : bundles.waiting(chain, payout.id(), MOST_TOGETHER);
    List<PayoutId> mates = others.stream().filter(this::isAllowed).toList();
    return moves.together(() -> place(payout, mates, look));
  }

  private Look look(Asset asset, long rate) {
    return new Look(rates.price(asset, rate), rates.ofDay(asset), evidence.takenNow(asset));
  }

  private boolean isAllowed(PayoutId id) {
    return rows.find(id)
        .map(payout -> signer.consider(Sources.plain(payout)).kind() == Verdict.Kind.ALLOWED)
        .orElse(false);
  }

  /** Locks coins for the payout, and for the others where they go with it. */
  private Payout place(Payout payout, List<PayoutId> others, Look look) {
    Asset asset = payout.amount().asset();
    bundles.lockChain(asset.chain());
    Payout self = rows.lock(payout.id()).orElseThrow();
    if (self.version() != payout.version()) {
      throw new PayoutMoves.Overtaken(payout.id());
    }
    List<OwnCoin> free = free(asset, look.taken());
    Optional<CoinPoint> tied = alone.tied(self.id());
    if (tied.isPresent() && free.stream().noneMatch(own -> own.coin().point().equals(tied.get()))) {
      return holds.hold(self, PayoutHold.COINS, gone(asset.chain(), tied.get()));
    }
    List<Payout> all = new ArrayList<>(List.of(self));
    for (PayoutId other : others) {
      rows.lock(other).filter(CoinBuilding::waits).ifPresent(all::add);
    }
    Choice choice = choose(asset, free, all, look.price());
    if (!(choice instanceof Choice.Chosen) && all.size() > 1) {
      all = List.of(self);
      choice = choose(asset, free, all, look.price());
    }
    return switch (choice) {
      case Choice.Chosen chosen -> built(look.fees(), all, free, chosen);
      case Choice.Lacking lacking ->
          holds.hold(self, PayoutHold.COINS, lacking(asset, lacking.units()));
      case Choice.TooDear dear ->
          holds.hold(
              self,
              PayoutHold.CHAIN,
              "it would cost %s %s, and one transaction may cost less"
                      .formatted(text(asset, dear.fee()), asset.code())
                  + " (aureus.keys.policy.coin-fee-cap)");
      case Choice.TooHeavy heavy ->
          holds.hold(
              self,
              PayoutHold.CHAIN,
              "it would take so many small coins (weight %d) that no node passed it on"
                  .formatted(heavy.weight()));
    };
  }

  /**
   * Where the fees of a day leave room for it: else each one waits as it is, and may go together.
   */
  private Payout built(
      DayFees fees, List<Payout> members, List<OwnCoin> free, Choice.Chosen chosen) {
    String overDay = fees.againstNew(BigInteger.valueOf(chosen.fee()));
    if (!overDay.isEmpty()) {
      return holds.hold(members.getFirst(), PayoutHold.GAS_PRICE, overDay);
    }
    Map<CoinPoint, OwnCoin> byPoint = new HashMap<>();
    free.forEach(own -> byPoint.put(own.coin().point(), own));
    List<OwnCoin> coins = chosen.coins().stream().map(coin -> byPoint.get(coin.point())).toList();
    Bundle terms = new Bundle(0, chosen.change(), chosen.fee(), chosen.weight());
    bundles.insert(members.getFirst().amount().asset().chain(), terms, members, coins, moves.now());
    String words =
        members.size() == 1
            ? "takes its coins"
            : "takes its coins, with %d others".formatted(members.size() - 1);
    List<Payout> built = new ArrayList<>();
    for (Payout member : members) {
      built.add(moves.move(member, PayoutState.BUILT, words, moves.now()));
    }
    return built.getFirst();
  }

  private Choice choose(Asset asset, List<OwnCoin> free, List<Payout> payouts, Price price) {
    List<Coin> coins = free.stream().map(OwnCoin::coin).toList();
    Optional<CoinPoint> tied = alone.tied(payouts.getFirst().id());
    Set<Coin> must =
        coins.stream()
            .filter(coin -> tied.filter(coin.point()::equals).isPresent())
            .collect(Collectors.toSet());
    return purse.choice(asset.chain(), price).choose(coins, wanted(payouts).with(must, 0));
  }

  /** The outputs of a transaction that pays these. */
  static Wanted wanted(List<Payout> payouts) {
    long units =
        payouts.stream().mapToLong(payout -> payout.amount().units().longValueExact()).sum();
    Chain chain = payouts.getFirst().amount().asset().chain();
    return Wanted.of(
        units, payouts.stream().map(payout -> Purse.script(chain, payout.destination())).toList());
  }

  /** Coins that no bundle holds; the chain must be locked. */
  List<OwnCoin> free(Asset asset) {
    Set<CoinPoint> locked = bundles.locked(asset.chain());
    return purse.coins(asset).stream().filter(own -> !locked.contains(own.coin().point())).toList();
  }

  private List<OwnCoin> free(Asset asset, Set<CoinPoint> taken) {
    return free(asset).stream().filter(own -> !taken.contains(own.coin().point())).toList();
  }

  private static boolean waits(Payout payout) {
    return payout.state() == PayoutState.RESERVED
        || (payout.state() == PayoutState.HELD && payout.hold() == PayoutHold.GAS_PRICE);
  }

  private String gone(Chain chain, CoinPoint coin) {
    if (purse.isFrozen(chain, coin)) {
      return ("waits for coins: it was once signed with the coin %s, which is marked as not to be"
              + " spent")
          .formatted(coin);
    }
    return ("it was once signed with the coin %s, which is in another transaction, and is never"
            + " signed without it. Nothing of it was sent: take it back and ask again")
        .formatted(coin);
  }

  private String lacking(Asset asset, long units) {
    return "waits for coins: its wallet lacks %s %s, the network's fee counted%s"
        .formatted(text(asset, units), asset.code(), purse.keptBack(asset));
  }

  private static String text(Asset asset, long units) {
    return new Amount(asset, BigInteger.valueOf(units)).text();
  }
}

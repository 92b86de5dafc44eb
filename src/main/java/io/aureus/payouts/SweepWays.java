package io.aureus.payouts;

import io.aureus.chains.AccountNetwork;
import io.aureus.chains.AccountNetwork.GasPrice;
import io.aureus.errors.Refusal;
import io.aureus.keys.Signer;
import io.aureus.keys.Signer.SponsoredSweep.Authorization;
import io.aureus.money.Amount;
import io.aureus.money.Asset;
import io.aureus.money.Catalogue;
import io.aureus.money.Chain;
import io.aureus.payouts.Places.Gas;
import io.aureus.payouts.SweepPlan.Cost;
import io.aureus.payouts.SweepPlan.Left;
import io.aureus.payouts.SweepPlan.Step;
import io.aureus.payouts.Sweepers.Stand;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Chooses how coins come from orders' addresses: the cheaper way, or none where both are dear. */
final class SweepWays {
  /** Addresses of one plan. */
  static final int MOST = 50;

  /** For fewer addresses the sweeper is not put on a chain. */
  private static final int WORTH_A_SWEEPER = 10;

  /** No transfer would succeed. */
  private static final long NONE = -1;

  /** One that was left out so often is tried by itself. */
  private static final int TOGETHER = 2;

  private final AccountNetwork network;
  private final Signer signer;
  private final Catalogue catalogue;
  private final Places places;
  private final Sweepers sweepers;
  private final SweepCosts costs;
  private final FeeCap feeCap;

  SweepWays(
      AccountNetwork network,
      Signer signer,
      Catalogue catalogue,
      Places places,
      Sweepers sweepers,
      SweepCosts costs,
      FeeCap feeCap) {
    this.network = network;
    this.signer = signer;
    this.catalogue = catalogue;
    this.places = places;
    this.sweepers = sweepers;
    this.costs = costs;
    this.feeCap = feeCap;
  }

  /** What an address really holds. */
  private record Found(Lying lying, BigInteger units) {}

  /** A plan in the making. */
  private final class Draft {
    private final Asset asset;
    private final Asset coin;
    private final GasPrice price;
    private final String hot;
    private final List<Left> left = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();
    private BigInteger budget;
    private BigInteger unpaid = BigInteger.ZERO;

    Draft(Asset asset) {
      this.asset = asset;
      this.coin = catalogue.nativeOf(asset.chain());
      this.price = network.gasPrice(asset.chain());
      this.hot = signer.hotAddress(asset.chain().family());
      this.budget = free(coin, hot);
    }

    Cost cost(long gas) {
      return costs.of(asset, gas, price);
    }

    void leave(Found found, Cost cost, String why) {
      left.add(new Left(found.lying(), found.units(), cost.coins(), why));
    }

    SweepPlan plan(List<Share> shares, Cost batchCost, Stand stand) {
      BigInteger lacks = Gas.generous(unpaid.subtract(budget));
      return new SweepPlan(shares, batchCost, steps, left, lacks, stand);
    }

    SweepPlan plan(Stand stand) {
      return plan(List.of(), cost(0), stand);
    }
  }

  /** What the hot address holds and has not promised. */
  BigInteger free(Asset asset, String hot) {
    String coin = catalogue.nativeOf(asset.chain()).code();
    return network
        .held(asset, hot)
        .subtract(
            places.promised(asset.chain(), hot, coin).getOrDefault(asset.code(), BigInteger.ZERO));
  }

  /**
   * @param free largest first
   * @param missing enough is enough
   */
  SweepPlan plan(Asset asset, List<Lying> free, BigInteger missing) {
    Draft draft = new Draft(asset);
    List<Found> found = found(draft, free, missing);
    return asset.isNative() ? sentByThemselves(draft, found) : tokens(draft, found);
  }

  /** No node is asked of what could not be worth it by either way. */
  private List<Found> found(Draft draft, List<Lying> free, BigInteger missing) {
    Cost least = draft.cost(draft.asset.isNative() ? SweepCosts.PLAIN : SweepCosts.DELEGATED);
    List<Found> found = new ArrayList<>();
    BigInteger sum = BigInteger.ZERO;
    for (Lying lying : free) {
      if (costs.isTooDear(least, lying.units())) {
        draft.leave(new Found(lying, lying.units()), least, "costs too much of what it moves");
      } else if (found.size() < MOST && sum.compareTo(missing) < 0) {
        BigInteger units = network.held(draft.asset, lying.address());
        Chain chain = draft.asset.chain();
        String address = lying.address();
        // An authorization would take the number of its last sweep, which were stuck then.
        if (places.isBehind(chain, address, () -> network.nonce(chain, address))) {
          draft.leave(new Found(lying, units), draft.cost(0), "its last sweep is to come back");
        } else if (units.signum() > 0) {
          found.add(new Found(lying, units));
          sum = sum.add(units);
        }
      }
    }
    return found;
  }

  private SweepPlan sentByThemselves(Draft draft, List<Found> found) {
    Gas gas = Gas.of(SweepCosts.PLAIN, draft.price);
    Cost cost = draft.cost(SweepCosts.PLAIN);
    for (Found one : found) {
      // The price may rise until it is mined: twice of what it would cost now stays behind.
      BigInteger units = one.units().subtract(gas.most().shiftLeft(1));
      if (units.signum() <= 0 || costs.isTooDear(cost, units)) {
        draft.leave(one, cost, "costs too much of what it moves");
      } else {
        draft.steps.add(new Step(one.lying(), units, BigInteger.ZERO, gas, cost));
      }
    }
    return draft.plan(Stand.NEVER);
  }

  private SweepPlan tokens(Draft draft, List<Found> found) {
    Chain chain = draft.asset.chain();
    List<Found> together = found.stream().filter(one -> one.lying().tries() < TOGETHER).toList();
    Stand stand = together.size() < 2 ? Stand.NEVER : sweepers.on(chain);
    if (stand == Stand.COMING || (stand == Stand.ABSENT && together.size() >= WORTH_A_SWEEPER)) {
      return draft.plan(stand);
    }
    List<Share> shares = List.of();
    Cost batchCost = draft.cost(0);
    if (stand == Stand.READY) {
      long extra = extra(draft, together);
      shares = extra == NONE ? List.of() : worth(draft, shares(chain, together), extra);
      batchCost = draft.cost(SweepCosts.batch(shares, extra));
      if (!pays(draft, shares, batchCost, extra)) {
        shares = List.of();
        batchCost = draft.cost(0);
      }
    }
    List<String> taken = shares.stream().map(Share::source).toList();
    for (Found one : found) {
      if (!taken.contains(one.lying().source())) {
        addStep(draft, one);
      }
    }
    return draft.plan(shares, batchCost, Stand.NEVER);
  }

  private List<Share> shares(Chain chain, List<Found> found) {
    String delegation = sweepers.delegation(chain);
    List<Share> shares = new ArrayList<>();
    for (Found one : found) {
      String address = one.lying().address();
      long nonce =
          network.code(chain, address).equalsIgnoreCase(delegation)
              ? Authorization.DELEGATED
              : network.nonce(chain, address);
      shares.add(new Share(one.lying().source(), address, one.units(), nonce));
    }
    return shares;
  }

  /** Those that are worth their own part of the gas. */
  private List<Share> worth(Draft draft, List<Share> shares, long extra) {
    Cost fresh = draft.cost(SweepCosts.FRESH + extra);
    Cost delegated = draft.cost(SweepCosts.DELEGATED + extra);
    return shares.stream()
        .filter(one -> !costs.isTooDear(one.isFresh() ? fresh : delegated, one.units()))
        .toList();
  }

  /** Cheaper than one by one, worth what it moves, and the hot address can pay for it. */
  private boolean pays(Draft draft, List<Share> shares, Cost cost, long extra) {
    BigInteger sum = shares.stream().map(Share::units).reduce(BigInteger.ZERO, BigInteger::add);
    if (shares.size() < 2
        || cost.gas() >= SweepCosts.ordinary(shares.size(), extra)
        || costs.isTooDear(cost, sum)) {
      return false;
    }
    Gas gas = Gas.of(Craft.gasLimit(shares), draft.price);
    if (draft.budget.compareTo(gas.most()) < 0 || feeCap.forbids(draft.asset.chain(), gas)) {
      return false;
    }
    draft.budget = draft.budget.subtract(gas.most());
    return true;
  }

  /** By the first transfer that would not fail, as they cost much the same; else {@link #NONE}. */
  private long extra(Draft draft, List<Found> found) {
    for (Found one : found) {
      try {
        return SweepCosts.extra(estimate(draft, one));
      } catch (Refusal e) {
        EvmCalls.refuseUnlessItWouldFail(e);
      }
    }
    return NONE;
  }

  private void addStep(Draft draft, Found one) {
    BigInteger estimate;
    try {
      estimate = estimate(draft, one);
    } catch (Refusal e) {
      EvmCalls.refuseUnlessItWouldFail(e);
      draft.leave(one, draft.cost(SweepCosts.PLAIN), "its transfer would fail: " + e.words());
      return;
    }
    long limit = estimate.longValueExact() + estimate.longValueExact() / 5;
    Gas gas = Gas.of(limit, draft.price);
    BigInteger coins = network.held(draft.coin, one.lying().address());
    // The price may rise until it is mined: it gets twice of what it would cost now.
    BigInteger lacks =
        coins.compareTo(gas.most()) < 0 ? gas.most().shiftLeft(1).subtract(coins) : BigInteger.ZERO;
    boolean needsGas = lacks.signum() > 0;
    Cost cost = draft.cost(estimate.longValueExact() + (needsGas ? SweepCosts.PLAIN : 0));
    if (costs.isTooDear(cost, one.units())) {
      draft.leave(one, cost, "costs too much of what it moves");
      return;
    }
    String refused = needsGas ? refused(draft, one.lying(), lacks) : "";
    if (refused.isEmpty()) {
      draft.steps.add(new Step(one.lying(), one.units(), lacks, gas, cost));
    } else {
      draft.leave(one, cost, refused);
    }
  }

  /** Why the hot address does not bring the gas; empty where it does. */
  private String refused(Draft draft, Lying lying, BigInteger lacks) {
    Signer.Verdict verdict =
        signer.judge(
            new Signer.Spend(
                new UUID(0, 0).toString(),
                Signer.Purpose.TOP_UP,
                null,
                draft.coin,
                lacks,
                lying.address(),
                Long.parseLong(lying.source())));
    if (verdict.kind() != Signer.Verdict.Kind.ALLOWED) {
      return verdict.rule();
    }
    BigInteger most = lacks.add(Gas.of(SweepCosts.PLAIN, draft.price).most());
    if (draft.budget.compareTo(most) < 0) {
      draft.unpaid = draft.unpaid.add(most);
      return "the hot address has too little %s for its gas".formatted(draft.coin.code());
    }
    draft.budget = draft.budget.subtract(most);
    return "";
  }

  private BigInteger estimate(Draft draft, Found one) {
    Amount all = new Amount(draft.asset, one.units());
    return network.gas(
        draft.asset.chain(), EvmCalls.payment(one.lying().address(), draft.hot, all));
  }
}

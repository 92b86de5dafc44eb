package io.aureus.payouts;

import io.aureus.chains.AccountNetwork;
import io.aureus.chains.Arrivals;
import io.aureus.chains.Arrivals.Arrival;
import io.aureus.jobs.Fence;
import io.aureus.jobs.Job;
import io.aureus.jobs.Wakeups;
import io.aureus.keys.Signer;
import io.aureus.money.Amount;
import io.aureus.money.Asset;
import io.aureus.money.Catalogue;
import io.aureus.money.Chain;
import io.aureus.payouts.Places.Gas;
import io.aureus.wallets.Addresses;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Brings coins from orders' addresses to the hot address when payouts wait for them: the largest
 * sums first, and none that would cost more than its worth allows. An address that holds tokens and
 * no coin is given its gas first.
 */
final class SweepPlanning implements Job {
  static final String NAME = "plan-sweeps";
  private static final Logger LOG = LoggerFactory.getLogger(SweepPlanning.class);
  private static final int PAGE = 1000;
  private static final int MOST_AT_ONCE = 50;
  private static final Duration GAP_PATIENCE = Duration.ofMinutes(1);
  private static final BigInteger ALL_BPS = BigInteger.valueOf(10_000);

  /** What it needs of other rooms. */
  record Outside(
      Arrivals arrivals,
      Addresses addresses,
      AccountNetwork network,
      Signer signer,
      Wakeups wakeups,
      RandomGenerator random) {}

  private final PayoutRows rows;
  private final SweepRows sweeps;
  private final Places places;
  private final PayoutMoves moves;
  private final NetworkFees fees;
  private final Catalogue catalogue;
  private final PayoutsSettings settings;
  private final Outside outside;
  private final TransactionTemplate transactions;

  SweepPlanning(
      PayoutRows rows,
      SweepRows sweeps,
      Places places,
      PayoutMoves moves,
      NetworkFees fees,
      Catalogue catalogue,
      PayoutsSettings settings,
      Outside outside,
      TransactionTemplate transactions) {
    this.rows = rows;
    this.sweeps = sweeps;
    this.places = places;
    this.moves = moves;
    this.fees = fees;
    this.catalogue = catalogue;
    this.settings = settings;
    this.outside = outside;
    this.transactions = transactions;
  }

  /** Coins that lie on an order's address. */
  private record Lying(String address, String source, BigInteger units) {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Duration every() {
    return settings.poll().compareTo(Duration.ofSeconds(1)) < 0
        ? Duration.ofSeconds(1)
        : settings.poll();
  }

  @Override
  public void run(Fence fence) {
    catalogue.chains().stream()
        .filter(chain -> chain.family().equals("evm"))
        .forEach(chain -> fillGap(chain, fence));
    for (Asset asset : catalogue.assets()) {
      if (asset.chain().family().equals("evm")) {
        sweepFor(asset, fence);
      }
    }
  }

  /** A number that was given back holds up all later ones: it is spent on nothing. */
  private void fillGap(Chain chain, Fence fence) {
    String hot = outside.signer().hotAddress(chain.family());
    if (places.mayHaveGap(chain, hot, moves.now().minus(GAP_PATIENCE))
        && places.hasGap(chain, hot, outside.network().nonce(chain, hot))) {
      Asset coin = catalogue.nativeOf(chain);
      add(PayoutKind.SWEEP, Amount.ofUnits(coin, 1), Sources.HOT, hot, fence);
    }
  }

  private void sweepFor(Asset asset, Fence fence) {
    BigInteger wanted = sweeps.wanted(asset);
    if (wanted.signum() == 0) {
      return;
    }
    if (asset.isNative()) {
      Gas each = Gas.of(21_000, outside.network().gasPrice(asset.chain()));
      wanted = wanted.add(each.most().multiply(BigInteger.valueOf(sweeps.waiting(asset))));
    }
    String hot = outside.signer().hotAddress(asset.chain().family());
    BigInteger there = outside.network().held(asset, hot).subtract(sweeps.promised(asset));
    BigInteger missing = wanted.subtract(there.max(BigInteger.ZERO)).subtract(sweeps.coming(asset));
    int planned = 0;
    for (Lying lying : missing.signum() > 0 ? lying(asset) : List.<Lying>of()) {
      if (missing.signum() <= 0 || planned == MOST_AT_ONCE) {
        break;
      }
      if (!sweeps.isBusy(asset, lying.source(), lying.address())) {
        missing = missing.subtract(sweep(asset, lying, hot, fence));
        planned++;
      }
    }
    if (planned > 0) {
      outside.wakeups().wake(SendPayouts.NAME);
    }
  }

  /** Largest first. */
  private List<Lying> lying(Asset asset) {
    List<Lying> all = new ArrayList<>();
    String family = asset.chain().family();
    String after = "";
    List<Arrival> page;
    do {
      page = outside.arrivals().of(asset, after, PAGE);
      List<String> addresses = page.stream().map(Arrival::address).toList();
      Map<String, Long> indexes = outside.addresses().indexes(family, addresses);
      Map<String, BigInteger> swept =
          sweeps.swept(asset, indexes.values().stream().map(String::valueOf).toList());
      for (Arrival arrival : page) {
        Long index = indexes.get(arrival.address());
        if (index != null) {
          String source = String.valueOf(index);
          BigInteger left = arrival.units().subtract(swept.getOrDefault(source, BigInteger.ZERO));
          if (left.signum() > 0) {
            all.add(new Lying(arrival.address(), source, left));
          }
        }
      }
      after = page.isEmpty() ? "" : page.getLast().address();
    } while (page.size() == PAGE);
    all.sort(Comparator.comparing(Lying::units).reversed());
    return all;
  }

  /**
   * @return what will come of it
   */
  private BigInteger sweep(Asset asset, Lying lying, String hot, Fence fence) {
    AccountNetwork network = outside.network();
    BigInteger held = network.held(asset, lying.address());
    if (held.signum() == 0) {
      return BigInteger.ZERO;
    }
    Gas gas = gas(asset, lying, hot, held);
    // The price may rise until it is mined: twice of what it would cost now stays behind.
    BigInteger reserve = gas.most().shiftLeft(1);
    BigInteger units = asset.isNative() ? held.subtract(reserve) : held;
    if (units.signum() <= 0 || isTooDear(asset, units, gas)) {
      return BigInteger.ZERO;
    }
    if (!asset.isNative()) {
      Asset coin = rows.nativeOf(asset);
      BigInteger coins = network.held(coin, lying.address());
      if (coins.compareTo(gas.most()) < 0) {
        Amount lacks = new Amount(coin, reserve.subtract(coins));
        return topUp(lacks, lying, fence) ? units : BigInteger.ZERO;
      }
    }
    add(PayoutKind.SWEEP, new Amount(asset, units), lying.source(), hot, fence);
    return units;
  }

  private boolean topUp(Amount lacks, Lying lying, Fence fence) {
    Signer.Spend spend =
        new Signer.Spend(
            new UUID(0, 0).toString(),
            Signer.Purpose.TOP_UP,
            null,
            lacks.asset(),
            lacks.units(),
            lying.address(),
            Long.parseLong(lying.source()));
    Signer.Verdict verdict = outside.signer().judge(spend);
    if (verdict.kind() != Signer.Verdict.Kind.ALLOWED) {
      LOG.info("no gas for {}: {}", lying.address(), verdict.rule());
      return false;
    }
    add(PayoutKind.TOP_UP, lacks, Sources.HOT, lying.address(), fence);
    return true;
  }

  private Gas gas(Asset asset, Lying lying, String hot, BigInteger held) {
    AccountNetwork.GasPrice price = outside.network().gasPrice(asset.chain());
    if (asset.isNative()) {
      return Gas.of(21_000, price);
    }
    AccountNetwork.Call call = EvmCalls.payment(lying.address(), hot, new Amount(asset, held));
    long limit = outside.network().gas(asset.chain(), call).longValueExact();
    return Gas.of(limit + limit / 5, price);
  }

  /** Costs are compared in the asset itself, at today's rates. */
  private boolean isTooDear(Asset asset, BigInteger units, Gas gas) {
    BigInteger likely = gas.maxFee().shiftRight(1).multiply(BigInteger.valueOf(gas.limit()));
    Amount cost = new Amount(rows.nativeOf(asset), likely);
    BigInteger inAsset = asset.isNative() ? likely : fees.inAsset(cost, asset).units();
    boolean dear =
        inAsset
                .multiply(ALL_BPS)
                .compareTo(units.multiply(BigInteger.valueOf(settings.sweepShare())))
            > 0;
    if (dear) {
      LOG.info(
          "not swept: {} {} would cost {} {}",
          new Amount(asset, units).text(),
          asset.code(),
          cost.text(),
          cost.asset().code());
    }
    return dear;
  }

  private void add(PayoutKind kind, Amount amount, String source, String destination, Fence fence) {
    Instant now = moves.now();
    RandomGenerator random = outside.random();
    Payout payout =
        new Payout(
            new PayoutId(new UUID(random.nextLong(), random.nextLong()).toString()),
            kind,
            null,
            amount,
            Amount.zero(amount.asset()),
            destination,
            null,
            null,
            "gateway",
            PayoutState.RESERVED,
            PayoutHold.NONE,
            "",
            null,
            null,
            false,
            now,
            now,
            1);
    transactions.executeWithoutResult(
        status -> {
          fence.hold();
          if (rows.insert(payout, source, null, now)) {
            moves.begun(payout, "planned, since payouts wait for coins");
          }
        });
  }
}

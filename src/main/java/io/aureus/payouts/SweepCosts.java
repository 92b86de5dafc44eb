package io.aureus.payouts;

import io.aureus.chains.AccountNetwork.GasPrice;
import io.aureus.money.Amount;
import io.aureus.money.Asset;
import io.aureus.money.Catalogue;
import io.aureus.payouts.SweepPlan.Cost;
import java.math.BigInteger;
import java.util.List;

/** What sweeping costs, by the figures that {@code docs/operate/sweeps.md} tells of. */
final class SweepCosts {
  static final long PLAIN = 21_000;

  /** Of one transaction for many, whatever their number. */
  static final long BATCH = 70_000;

  /** On top, for each address that delegates for the first time. */
  static final long FRESH = 29_300;

  /** On top, for each one that has delegated before. */
  static final long DELEGATED = 11_300;

  /** Top-up and transfer of the token that was measured. */
  private static final long ORDINARY = 50_700;

  /** What a node estimates for that token's transfer, before the refund of an emptied balance. */
  private static final long ESTIMATED = 34_500;

  private final NetworkFees fees;
  private final Catalogue catalogue;
  private final PayoutsSettings settings;

  SweepCosts(NetworkFees fees, Catalogue catalogue, PayoutsSettings settings) {
    this.fees = fees;
    this.catalogue = catalogue;
    this.settings = settings;
  }

  /** What this token's transfer takes more than the one that was measured. */
  static long extra(BigInteger estimate) {
    return Math.max(0, estimate.longValueExact() - ESTIMATED);
  }

  static long ordinary(int addresses, long extra) {
    return addresses * (ORDINARY + extra);
  }

  static long batch(List<Share> shares, long extra) {
    return batch(shares.size(), (int) shares.stream().filter(Share::isFresh).count(), extra);
  }

  static long batch(int addresses, int fresh, long extra) {
    return BATCH + fresh * FRESH + (addresses - fresh) * DELEGATED + addresses * extra;
  }

  /**
   * At the prices of now.
   *
   * @throws io.aureus.errors.Refusal {@code UNAVAILABLE} where a rate is not known
   */
  Cost of(Asset asset, long gas, GasPrice price) {
    BigInteger coins = price.base().add(price.priority()).multiply(BigInteger.valueOf(gas));
    Amount cost = new Amount(catalogue.nativeOf(asset.chain()), coins);
    return new Cost(gas, cost, asset.isNative() ? coins : fees.inAsset(cost, asset).units());
  }

  boolean isTooDear(Cost cost, BigInteger units) {
    return settings.isTooDear(cost.inAsset(), units);
  }
}

package io.aureus.payouts;

import io.aureus.chains.Arrivals;
import io.aureus.chains.Arrivals.Arrival;
import io.aureus.money.Asset;
import io.aureus.payouts.SweepRows.Tries;
import io.aureus.wallets.Addresses;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What lies on orders' addresses. It asks no node: what came in less what was swept. */
final class OrderCoins {
  /** After so many tries in vain nobody tries again. */
  static final int MOST_TRIES = 5;

  private static final int PAGE = 1000;

  private final Arrivals arrivals;
  private final Addresses addresses;
  private final SweepRows sweeps;
  private final Duration patience;

  /**
   * @param patience until the second try; it doubles with each one
   */
  OrderCoins(Arrivals arrivals, Addresses addresses, SweepRows sweeps, Duration patience) {
    this.arrivals = arrivals;
    this.addresses = addresses;
    this.sweeps = sweeps;
    this.patience = patience;
  }

  /** Largest first. */
  List<Lying> all(Asset asset) {
    List<Lying> all = new ArrayList<>();
    Map<String, Tries> tries = sweeps.tries(asset);
    String after = "";
    List<Arrival> page;
    do {
      page = arrivals.of(asset, after, PAGE);
      List<String> shown = page.stream().map(Arrival::address).toList();
      Map<String, Long> indexes = addresses.indexes(asset.chain().family(), shown);
      Map<String, BigInteger> swept =
          sweeps.swept(asset, indexes.values().stream().map(String::valueOf).toList());
      for (Arrival arrival : page) {
        Long index = indexes.get(arrival.address());
        if (index != null) {
          String source = String.valueOf(index);
          BigInteger left = arrival.units().subtract(swept.getOrDefault(source, BigInteger.ZERO));
          Tries vain = tries.get(source);
          if (left.signum() > 0) {
            all.add(new Lying(arrival.address(), source, left, vain == null ? 0 : vain.count()));
          }
        }
      }
      after = page.isEmpty() ? "" : page.getLast().address();
    } while (page.size() == PAGE);
    all.sort(Comparator.comparing(Lying::units).reversed());
    return all;
  }

  /** Of these, what may be swept now: nothing is on its way, and no try in vain is too fresh. */
  List<Lying> free(Asset asset, List<Lying> all, Instant now) {
    Set<String> busy = sweeps.busy(asset.chain());
    Map<String, Tries> tries = sweeps.tries(asset);
    return all.stream()
        .filter(one -> !busy.contains(one.source()) && !busy.contains(one.address()))
        .filter(one -> mayTry(tries.get(one.source()), now))
        .toList();
  }

  private boolean mayTry(@org.jspecify.annotations.Nullable Tries tries, Instant now) {
    return tries == null
        || (tries.count() < MOST_TRIES
            && tries.last().plus(patience.multipliedBy(1L << tries.count())).isBefore(now));
  }
}

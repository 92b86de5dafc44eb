package io.aureus.payouts;

import io.aureus.money.Chain;
import io.aureus.money.CoinNetwork;

/** The way of each family of chains. */
record Ways(Way accounts, Way coins) {
  Way of(Payout payout) {
    return of(payout.amount().asset().chain());
  }

  Way of(Chain chain) {
    return CoinNetwork.has(chain.family()) ? coins : accounts;
  }
}

package io.aureus.payouts;

import io.aureus.money.CoinNetwork;

/** The evidence of each family of chains. */
record Evidences(Evidence accounts, Evidence coins, Evidence invoices) {
  Evidence of(Payout payout) {
    if (payout.amount().asset().chain().isLightning()) {
      return invoices;
    }
    return isOfCoins(payout) ? coins : accounts;
  }

  static boolean isOfCoins(Payout payout) {
    return CoinNetwork.has(payout.amount().asset().chain().family());
  }
}

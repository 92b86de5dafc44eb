package io.aureus.payouts;

import io.aureus.chains.Watchlist;
import io.aureus.keys.Signer;
import io.aureus.money.Catalogue;
import io.aureus.money.Chain;
import io.aureus.money.CoinNetwork;
import java.util.List;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sees to it that the hot addresses are watched: what the operator sends there is booked, and the
 * change of coins comes back there. What leaves them is recorded as well: after a restore nothing
 * else would tell what the machine before has paid. On chains with accounts that is asked for here;
 * of coins the observer records whatever spends one of ours.
 */
final class HotAddresses {
  private final Signer signer;
  private final Watchlist watchlist;
  private final Catalogue catalogue;
  private final TransactionTemplate transactions;

  HotAddresses(
      Signer signer, Watchlist watchlist, Catalogue catalogue, TransactionTemplate transactions) {
    this.signer = signer;
    this.watchlist = watchlist;
    this.catalogue = catalogue;
    this.transactions = transactions;
  }

  /** Before the first block is read; watching twice changes nothing. */
  void watch() {
    List<String> families =
        catalogue.chains().stream()
            .map(Chain::family)
            .filter(family -> family.equals("evm") || CoinNetwork.has(family))
            .distinct()
            .toList();
    transactions.executeWithoutResult(
        status -> {
          for (String family : families) {
            List<String> hot = List.of(signer.hotAddress(family));
            if (family.equals("evm")) {
              watchlist.watchDepartures(family, hot);
            } else {
              watchlist.watch(family, hot);
            }
          }
        });
  }
}

package io.aureus.payouts;

import io.aureus.chains.Watchlist;
import io.aureus.jobs.Fence;
import io.aureus.jobs.Job;
import io.aureus.keys.Signer;
import io.aureus.money.Catalogue;
import io.aureus.money.Chain;
import java.time.Duration;
import java.util.List;
import org.springframework.transaction.support.TransactionTemplate;

/** Sees to it that the hot addresses are watched: what the operator sends there is booked. */
final class HotAddresses implements Job {
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

  @Override
  public String name() {
    return "watch-hot-addresses";
  }

  @Override
  public Duration every() {
    return Duration.ofMinutes(10);
  }

  @Override
  public void run(Fence fence) {
    List<String> families =
        catalogue.chains().stream()
            .map(Chain::family)
            .filter(family -> family.equals("evm"))
            .distinct()
            .toList();
    transactions.executeWithoutResult(
        status -> {
          fence.hold();
          for (String family : families) {
            watchlist.watch(family, List.of(signer.hotAddress(family)));
          }
        });
  }
}

package io.aureus.wallets;

import io.aureus.jobs.Fence;
import io.aureus.jobs.Job;
import io.aureus.keys.OwnAccount;
import io.aureus.money.Catalogue;
import io.aureus.money.Chain;
import io.aureus.money.CoinNetwork;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.transaction.support.TransactionTemplate;

/** Watches more addresses for change of merchants' wallets as theirs are used. */
final class ChangeGaps implements Job {
  private final ChangeGap gap;
  private final Map<String, Chain> chains;
  private final TransactionTemplate transactions;
  private final Set<Long> without = ConcurrentHashMap.newKeySet();

  ChangeGaps(ChangeGap gap, Catalogue catalogue, TransactionTemplate transactions) {
    this.gap = gap;
    this.chains =
        catalogue.chains().stream()
            .filter(chain -> CoinNetwork.has(chain.family()))
            .collect(Collectors.toMap(Chain::family, Function.identity(), (a, b) -> a));
    this.transactions = transactions;
  }

  @Override
  public String name() {
    return "watch-change";
  }

  @Override
  public Duration every() {
    return Duration.ofSeconds(5);
  }

  @Override
  public void run(Fence fence) {
    for (ChangeGap.Wallet wallet : gap.shortOnes(chains.keySet())) {
      Chain chain = chains.get(wallet.family());
      if (chain == null || without.contains(wallet.id())) {
        continue;
      }
      OwnAccount account = OwnAccount.read(chain, wallet.accountKey());
      if (!account.hasChange()) {
        without.add(wallet.id());
        continue;
      }
      transactions.executeWithoutResult(
          status -> {
            fence.hold();
            gap.lock(wallet.id());
            gap.fill(wallet.id(), chain, account);
          });
    }
  }
}

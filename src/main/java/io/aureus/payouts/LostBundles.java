package io.aureus.payouts;

import io.aureus.chains.SpentCoins;
import io.aureus.keys.CoinPoint;
import io.aureus.money.Chain;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Tells of which bundles no version is mined any more: a block gave a coin that all of them spend
 * to a transaction that is none of theirs. No node is asked.
 */
final class LostBundles {
  private final BundleRows bundles;
  private final LostRows rows;
  private final SpentCoins spent;

  LostBundles(JdbcClient jdbc, SpentCoins spent) {
    this.bundles = new BundleRows(jdbc);
    this.rows = new LostRows(jdbc);
    this.spent = spent;
  }

  /**
   * @param by the stranger's transaction
   * @param depth of its block, its own included
   */
  record Lost(CoinPoint coin, String by, long depth) {
    /** For people; the same for as long as it is so. */
    String words() {
      return ("the coin %s, which every version of its transaction spends, was spent by %s, which"
              + " is not ours: it is not mined any more. If nobody else should have the seed,"
              + " stop signing (System, Signing policy) and move the rest away. The reservation"
              + " stays until the operator ends it")
          .formatted(coin, by);
    }
  }

  /** The deepest such block; empty where there is none. Versions that were mined are none. */
  Optional<Lost> of(Chain chain, long bundle) {
    List<String> versions =
        bundles.signed(bundle).stream().map(SignedRows.SignedRow::hash).toList();
    return rows.firstCoins(bundle).stream()
        .flatMap(coin -> lost(chain, coin, versions).stream())
        .max((one, other) -> Long.compare(one.depth(), other.depth()));
  }

  private Optional<Lost> lost(Chain chain, CoinPoint coin, List<String> versions) {
    return spent
        .of(chain, coin.txid(), coin.index())
        .filter(by -> !versions.contains(by.by()))
        .map(by -> new Lost(coin, by.by(), by.depth()));
  }
}

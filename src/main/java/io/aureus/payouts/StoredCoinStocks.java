package io.aureus.payouts;

import io.aureus.money.Amount;
import io.aureus.money.Asset;
import io.aureus.money.Catalogue;
import java.math.BigInteger;
import java.util.List;

/** Answers by the very rule that a consolidation is planned by. */
final class StoredCoinStocks implements CoinStocks {
  private final ConsolidationRule rule;
  private final CoinStore store;
  private final List<Asset> assets;

  StoredCoinStocks(ConsolidationRule rule, CoinStore store, Catalogue catalogue) {
    this.rule = rule;
    this.store = store;
    this.assets = Consolidation.coins(catalogue);
  }

  @Override
  public List<Stock> all() {
    return assets.stream()
        .map(this::stock)
        .filter(stock -> stock.coins() + stock.dust() > 0)
        .toList();
  }

  private Stock stock(Asset asset) {
    CoinStore.Content content = store.content(asset);
    int count = content.worth().size();
    return new Stock(
        asset,
        count,
        sum(asset, content.worth()),
        content.dust().size(),
        sum(asset, content.dust()),
        words(asset, count));
  }

  private String words(Asset asset, int count) {
    int above = rule.settings().above();
    String against = rule.against(asset);
    if (!against.isEmpty()) {
      return against;
    }
    return count <= above ? "there are no more than %d".formatted(above) : store.lacking(asset);
  }

  private static Amount sum(Asset asset, List<OwnCoin> coins) {
    return new Amount(asset, BigInteger.valueOf(ConsolidationChoice.sum(coins)));
  }
}

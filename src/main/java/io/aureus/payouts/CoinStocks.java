package io.aureus.payouts;

import io.aureus.money.Amount;
import io.aureus.money.Asset;
import java.util.List;

/** How many coins of our own there are, and when small ones become one. No call to any node. */
public interface CoinStocks {
  /**
   * What is free of one coin.
   *
   * @param coins how many, those that are worth spending now
   * @param sum of them
   * @param dust how many hold no more than spending them costs now
   * @param dustSum of them
   * @param words why small ones do not become one now; empty where they are about to
   */
  record Stock(Asset asset, int coins, Amount sum, int dust, Amount dustSum, String words) {}

  /** One for each coin of which anything is there. */
  List<Stock> all();
}

package io.aureus.payouts;

import io.aureus.keys.CoinOutput;
import io.aureus.keys.OwnAccount;
import io.aureus.money.Chain;
import io.aureus.money.CoinAddress;
import io.aureus.payouts.CoinChoice.Choice;
import io.aureus.payouts.CoinChoice.Price;
import io.aureus.payouts.CoinChoice.Wanted;
import java.util.List;

/**
 * What one wallet of a merchant would spend for a payment. Pure.
 *
 * @param account of the wallet, whose coins can be spent
 */
record OwnChoice(Chain chain, OwnPurse.Wallet wallet, OwnAccount account) {
  /** No limit but the rate's: the merchant sees the fee before he signs. */
  private static final long ANY_FEE = 2_100_000_000_000_000L;

  static Price price(long rate) {
    return new Price(rate, ANY_FEE);
  }

  /**
   * @param rate for 1,000 virtual bytes
   */
  Choice of(CoinOutput paid, long rate) {
    String back = account.address(account.hasChange(), 0);
    CoinChoice choice =
        new CoinChoice(
            price(rate),
            Purse.script(chain, back),
            CoinAddress.parse(chain, back).dustLimit(chain));
    List<Coin> coins = wallet.coins().stream().map(OwnPurse.Held::coin).toList();
    return choice.choose(coins, Wanted.of(paid.units(), List.of(paid.script())));
  }

  /** What its coins hold that are worth more than their own input costs. */
  long worth(long rate) {
    return wallet.coins().stream()
        .map(OwnPurse.Held::coin)
        .filter(coin -> coin.units() > price(rate).of(coin.script().inputWeight()))
        .mapToLong(Coin::units)
        .sum();
  }
}

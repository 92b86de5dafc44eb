package io.aureus.payouts;

import io.aureus.keys.CoinOutput;
import io.aureus.keys.OwnAccount;
import io.aureus.money.Chain;
import io.aureus.money.CoinAddress;
import io.aureus.payouts.CoinChoice.Choice;
import io.aureus.payouts.CoinChoice.Price;
import io.aureus.payouts.CoinChoice.Wanted;
import java.util.List;
import java.util.Set;

/**
 * What one wallet of a merchant would spend for a payment. Pure.
 *
 * @param account of the wallet, whose coins can be spent
 */
record OwnChoice(Chain chain, OwnPurse.Wallet wallet, OwnAccount account) {
  /** No limit but the rate's: the merchant sees the fee before he signs. */
  private static final long ANY_FEE = 2_100_000_000_000_000L;

  /** In hundredths of what the network asks: below it a payment might wait for days. */
  private static final long LEAST_SHARE = 50;

  private static final long SHARE_STEP = 10;

  static Price price(long rate) {
    return new Price(rate, ANY_FEE);
  }

  /**
   * @param rate for 1,000 virtual bytes
   */
  Choice of(CoinOutput paid, long rate) {
    return choosing(rate).choose(coins(), wanted(paid));
  }

  /**
   * The same where the receiver bears the fee: of as few coins as do, since what saves the merchant
   * his change, or joins his small coins, is not for the receiver to pay.
   */
  Choice light(CoinOutput paid, long rate) {
    Choice close = of(paid, rate);
    // Where there is a least fee, no coins are sought that need no change.
    Choice few = choosing(rate).choose(coins(), wanted(paid).with(Set.of(), 1));
    return few instanceof Choice.Chosen lighter
            && (!(close instanceof Choice.Chosen chosen) || lighter.weight() < chosen.weight())
        ? few
        : close;
  }

  private CoinChoice choosing(long rate) {
    String back = account.address(account.hasChange(), 0);
    return new CoinChoice(
        price(rate), Purse.script(chain, back), CoinAddress.parse(chain, back).dustLimit(chain));
  }

  private List<Coin> coins() {
    return wallet.coins().stream().map(OwnPurse.Held::coin).toList();
  }

  private static Wanted wanted(CoinOutput paid) {
    return Wanted.of(paid.units(), List.of(paid.script()));
  }

  /**
   * As {@link #light} for a fee that was fixed when it was asked for: where the network asks for
   * more since, and no other coin could pay that, somewhat less has to do.
   *
   * @param least the rate below which nothing is paid out
   */
  Choice near(CoinOutput paid, long rate, long least) {
    Choice first = light(paid, rate);
    for (long share = 100 - SHARE_STEP; share >= LEAST_SHARE; share -= SHARE_STEP) {
      if (first instanceof Choice.Lacking
          && light(paid, Math.max(least, rate * share / 100)) instanceof Choice.Chosen chosen) {
        return chosen;
      }
    }
    return first;
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

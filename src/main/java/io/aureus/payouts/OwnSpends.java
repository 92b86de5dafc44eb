package io.aureus.payouts;

import io.aureus.chains.SpentCoins;
import io.aureus.chains.SpentCoins.Spent;
import io.aureus.keys.CoinPoint;
import io.aureus.money.Chain;
import java.util.Collection;
import java.util.List;

/** Which coins of a transaction were spent by another one, by what was read of the chain. */
final class OwnSpends {
  /** Of these coins this one is spent by another transaction, in a block of that depth. */
  record Taken(CoinPoint coin, Spent spent) {}

  private final SpentCoins spent;

  OwnSpends(SpentCoins spent) {
    this.spent = spent;
  }

  /**
   * @param txHash of the transaction whose coins they are: its own spending takes nothing from it
   */
  List<Taken> taken(Chain chain, String txHash, Collection<CoinPoint> coins) {
    return coins.stream()
        .flatMap(
            coin ->
                spent.of(chain, coin.txid(), coin.index()).stream()
                    .filter(one -> !one.by().equals(txHash))
                    .map(one -> new Taken(coin, one)))
        .toList();
  }

  /**
   * Whether it can never be mined: no reorganisation that is to be reckoned with brings it back.
   */
  boolean isDead(Chain chain, String txHash, Collection<CoinPoint> coins) {
    return taken(chain, txHash, coins).stream()
        .anyMatch(one -> one.spent().depth() >= chain.confirmations());
  }
}

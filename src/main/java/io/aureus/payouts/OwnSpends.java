package io.aureus.payouts;

import io.aureus.chains.CoinsNow;
import io.aureus.chains.SpentCoins;
import io.aureus.chains.SpentCoins.Spent;
import io.aureus.keys.CoinPoint;
import io.aureus.money.Chain;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Which coins of a transaction were spent: by what was read of the chain, or by the nodes. */
final class OwnSpends {
  /** Of these coins this one is spent by another transaction, in a block of that depth. */
  record Taken(CoinPoint coin, Spent spent) {}

  private final SpentCoins spent;
  private final CoinsNow now;

  OwnSpends(SpentCoins spent, CoinsNow now) {
    this.spent = spent;
    this.now = now;
  }

  /**
   * One of these coins that a node says is spent, though it be by what waits: by their transaction
   * or by any other, such as the same with a raised fee. Asks all nodes: never inside a
   * transaction.
   */
  Optional<CoinPoint> atNodes(Chain chain, Collection<CoinPoint> coins) {
    List<CoinsNow.Point> points =
        coins.stream().map(coin -> new CoinsNow.Point(coin.txid(), coin.index())).toList();
    return now.spent(chain, points).stream()
        .map(one -> new CoinPoint(one.txHash(), one.index()))
        .findFirst();
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

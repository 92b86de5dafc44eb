package io.aureus.commands;

import io.aureus.money.Amount;
import java.util.Optional;

/** A customer's wallet on one simulated chain, which can also misbehave. */
interface CustomerWallet {
  /**
   * Sends coins.
   *
   * @param contract of a token; empty for the chain's own coin
   * @return the transaction's hash
   */
  String pay(String contract, String address, Amount amount);

  /** The block that holds a transaction; empty while it waits. */
  Optional<Long> block(String hash);

  /** Takes the blocks from this one on out of the chain; what they held is nowhere. */
  void reorganise(long block);

  /** Offers a transaction again that a reorganisation took away. */
  void offerAgain(String hash);

  /** A customer's wallet for the chain of the coin. */
  static CustomerWallet of(RunningDemo demo, SandboxFile.Coin coin) {
    return demo.sandbox().isOfCoins(coin.chain())
        ? new CoinWallet(demo, coin.chain())
        : new EthereumWallet(demo);
  }
}

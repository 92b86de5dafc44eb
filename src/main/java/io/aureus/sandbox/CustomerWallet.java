package io.aureus.sandbox;

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

  /** The number of the chain's last block. */
  long head();

  /**
   * Takes the blocks from this one on out of the chain. What they held waits again, but for this
   * transaction, which is nowhere.
   */
  void reorganise(long block, String hash);

  /** Offers a transaction again that a reorganisation took away. */
  void offerAgain(String hash);

  /** Adds a block to the chain. */
  void mine();

  /** A customer's wallet for the chain of that code. */
  static CustomerWallet of(SimulatedNodes nodes, String chain) {
    return nodes.isOfCoins(chain) ? new CoinWallet(nodes, chain) : new EthereumWallet(nodes, chain);
  }
}

package io.aureus.keys;

import java.math.BigInteger;

/** Makes transactions for somebody else to sign: nothing in here has a key. */
public final class UnsignedTransaction {
  private UnsignedTransaction() {}

  /**
   * An EIP-1559 transaction without its signature.
   *
   * @param maxFee for one gas, and {@code priority} of it for the miner
   * @return its type and fields, as 0x…
   */
  public static String of(
      long chainId,
      long nonce,
      long gasLimit,
      BigInteger maxFee,
      BigInteger priority,
      EvmCall call) {
    Signer.Terms terms =
        new Signer.Terms(new Signer.Source.Hot(), nonce, gasLimit, maxFee, priority);
    return EvmTransaction.of(chainId, terms, call).unsigned();
  }
}

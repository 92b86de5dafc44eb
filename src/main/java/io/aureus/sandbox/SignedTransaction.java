package io.aureus.sandbox;

import java.math.BigInteger;
import java.util.List;

/**
 * A transaction that somebody signed.
 *
 * @param raw all of it, as 0x…
 */
record SignedTransaction(
    String raw,
    String hash,
    String from,
    int type,
    long chainId,
    long nonce,
    BigInteger priority,
    BigInteger maxFee,
    long gas,
    String to,
    BigInteger value,
    String input,
    List<Authorization> authorizations)
    implements ChainTransaction {

  /**
   * An account's word that it runs this contract's code (EIP-7702).
   *
   * @param chainId 0 for any
   * @param delegate the zero address for none
   * @param authority who signed it; empty where the signature is of nobody
   */
  record Authorization(BigInteger chainId, String delegate, long nonce, String authority) {}

  static final long GAS_OF_AUTHORIZATION = 25_000;

  /** What any such transaction uses before anything is executed. */
  long intrinsicGas() {
    return Calls.intrinsicGas(input) + GAS_OF_AUTHORIZATION * authorizations.size();
  }
}

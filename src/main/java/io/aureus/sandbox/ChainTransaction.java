package io.aureus.sandbox;

import java.math.BigInteger;

/** What waits for a block or is in one. Addresses are in small letters. */
sealed interface ChainTransaction permits SimulatedTransaction, SignedTransaction {
  String hash();

  String from();

  long nonce();

  /** The address that it names; empty where it makes a contract. */
  String to();

  BigInteger value();

  /** Call data as 0x…. */
  String input();

  /** The most gas that it may use. */
  long gas();

  /** The most that it pays for one gas. */
  BigInteger maxFee();

  /** What of it is for the miner at most. */
  BigInteger priority();

  /** 2 (EIP-1559) or 4 (EIP-7702). */
  int type();

  /** What the sender must hold at least. */
  default BigInteger mostCost() {
    return maxFee().multiply(BigInteger.valueOf(gas())).add(value());
  }
}

package io.aureus.sandbox;

import java.math.BigInteger;
import java.util.List;

/**
 * A transaction as a block has it.
 *
 * @param failed whether it had no effect but its fee
 * @param gasUsed in gas
 * @param gasPrice what was paid for one gas
 * @param inner whether coin was moved by inner calls
 * @param moves what was moved, in order; nothing where it failed
 * @param contract the contract that it made; empty for none
 */
record Executed(
    ChainTransaction transaction,
    boolean failed,
    long gasUsed,
    BigInteger gasPrice,
    boolean inner,
    List<Move> moves,
    String contract) {

  /** Coin (an empty token) or a token that went from one address to another. */
  record Move(String token, String from, String to, BigInteger units) {
    boolean isNative() {
      return token.isEmpty();
    }
  }

  BigInteger fee() {
    return gasPrice.multiply(BigInteger.valueOf(gasUsed));
  }

  /** Each is a log. */
  List<Move> tokenMoves() {
    return moves.stream().filter(move -> !move.isNative()).toList();
  }
}

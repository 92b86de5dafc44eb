package io.aureus.testing;

import java.math.BigInteger;
import java.util.Map;

/**
 * An Ethereum node under a test's control: the simulated one or a real one. Transactions wait until
 * the test mines. Addresses may be in any case; hashes come back in lower case.
 */
public interface EvmNode extends AutoCloseable {
  /** Where it speaks JSON-RPC. */
  String url();

  long chainId();

  /** The address that all payments come from; it has plenty of everything. */
  String payer();

  /** Deploys a new token of which the payer holds plenty, and mines. Answers its contract. */
  String deployToken(String symbol, int decimals);

  /** A transfer of native coin. Answers the transaction's hash, as all below. */
  String pay(String to, BigInteger units);

  /** A transfer of a token. */
  String payToken(String contract, String to, BigInteger units);

  /** A token transfer that is mined and fails (status 0), since the payer has not so much. */
  String payTooMuch(String contract, String to);

  /** Native coin by a contract's inner calls, one for each address. */
  String payInside(Map<String, BigInteger> outputs);

  /** A token by a contract's inner calls, one log for each address. */
  String payTokenInside(String contract, Map<String, BigInteger> outputs);

  /** Mines everything that waits, then empty blocks up to this count. */
  void mine(int blocks);

  /**
   * Replaces the last blocks by as many others.
   *
   * @param keep whether their transactions are in the new blocks (in another block than before, if
   *     the depth allows) or gone for good
   */
  void reorg(int depth, boolean keep);

  /** Sends a transaction again that {@link #reorg} has dropped: it waits to be mined. */
  void resubmit(String txHash);

  /** Takes a transaction out of the mempool, as if the node had forgotten it. */
  void drop(String txHash);

  /** What gas costs in the next block at least; what offers less waits. */
  void baseFee(BigInteger units);

  long head();

  @Override
  void close();
}

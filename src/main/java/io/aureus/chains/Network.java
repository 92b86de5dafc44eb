package io.aureus.chains;

import io.aureus.money.Chain;
import java.math.BigInteger;
import java.time.Instant;

/**
 * Offers signed transactions to a chain and asks what became of them. It talks to nodes: never to
 * be called inside a database transaction.
 */
public interface Network {
  /** What came of offering. */
  enum Offer {
    /** A node took it, or knew it already. */
    TAKEN,
    /** Every node that answered refuses these very bytes; the words say why. */
    REFUSED,
    /** No clear answer: it may have reached the network. Only the chain can tell. */
    UNCLEAR
  }

  /**
   * @param words what a node said, without any address of the node; empty where it was taken
   */
  record Answer(Offer offer, String words) {}

  /** Where a transaction stands on a chain. */
  sealed interface Standing {
    /** No node that answered knows it: never arrived, dropped, replaced, or reorganised away. */
    record Unknown() implements Standing {}

    /** In a mempool. */
    record Waiting() implements Standing {}

    /**
     * In a block.
     *
     * @param succeeded false where it was mined and failed: it cost its fee and moved nothing
     * @param fee what it cost, in the native coin's smallest unit
     * @param depth blocks on top of it, its own included, by the head on which all nodes agree
     */
    record Mined(
        long block,
        String blockHash,
        Instant blockTime,
        boolean succeeded,
        BigInteger fee,
        long depth)
        implements Standing {}
  }

  /**
   * Offers the bytes to the nodes of the chain; again what a node knows is no fault.
   *
   * @param signed as 0x…
   */
  Answer offer(Chain chain, String signed);

  /**
   * @throws io.aureus.errors.Refusal {@code UNAVAILABLE} where no node can say
   */
  Standing standing(Chain chain, String txHash);
}

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
    /** A node took it, or knew it already, be it in a block. */
    TAKEN,
    /**
     * Every node that answered refuses these very bytes. It speaks of this one offer: bytes that an
     * earlier, unclear one left with a node may still be mined. Only {@link #standing} tells.
     */
    REFUSED,
    /** No clear answer: it may have reached the network. Only the chain can tell. */
    UNCLEAR
  }

  /** Why it was refused; where nodes differ, the first of these. */
  enum Reason {
    /** The sender's nonce is behind it: another transaction took its place. */
    NONCE_TOO_LOW,
    /** It offers less than the node takes, or too little to replace the one that waits. */
    UNDERPRICED,
    /** What it spends is not there, or another transaction spends it already. */
    SPENT,
    /** The sender cannot pay value and gas. */
    INSUFFICIENT_FUNDS,
    /** Nothing that time or a higher fee would mend; the words say what. */
    OTHER,
    /** It was not refused. */
    NONE
  }

  /**
   * @param reason {@code NONE} unless it was refused
   * @param words what a node said, without any address of the node; empty where it was taken
   */
  record Answer(Offer offer, Reason reason, String words) {}

  /** Where a transaction stands on a chain; where nodes differ, the weaker of what they say. */
  sealed interface Standing {
    /** No node that answered knows it: never arrived, dropped, replaced, or reorganised away. */
    record Unknown() implements Standing {}

    /** In a mempool, or in a block on which the nodes do not agree yet. */
    record Waiting() implements Standing {}

    /**
     * In a block.
     *
     * @param succeeded false where it was mined and failed: it cost its fee and moved nothing
     * @param fee what it cost, in the native coin's smallest unit
     * @param depth blocks on top of it, its own included, by the head on which all nodes agree; 1
     *     or more
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
   * @param signed in hexadecimal, with or without 0x
   */
  Answer offer(Chain chain, String signed);

  /**
   * @throws io.aureus.errors.Refusal {@code UNAVAILABLE} where no node can say
   */
  Standing standing(Chain chain, String txHash);
}

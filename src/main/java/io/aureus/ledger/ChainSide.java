package io.aureus.ledger;

import java.math.BigInteger;
import java.util.Map;

/**
 * What our addresses should hold on chain: the accounts {@link Account.Kind#CUSTODY} and {@link
 * Account.Kind#INCOMING} with their sign turned, summed up from a mark on, so that the price does
 * not grow with the journal.
 */
public interface ChainSide {
  /** Units by the asset's code; an asset without a posting is missing. */
  Map<String, BigInteger> sums();

  /** Moves the mark to what nobody can add to any more; in a transaction of its own. */
  void mark();
}

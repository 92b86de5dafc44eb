package io.aureus.ledger;

import org.jspecify.annotations.Nullable;

/**
 * A ledger account; it exists once per asset.
 *
 * @param owner the merchant's id, or null for our own
 */
public record Account(Kind kind, @Nullable String owner) {
  /** What an account stands for. */
  public enum Kind {
    /** Seen on chain, not yet confirmed: the counter-side of {@link #PENDING}. Negative. */
    INCOMING,
    /** What our addresses hold on chain, confirmed: the counter-side of all we owe. Negative. */
    CUSTODY,
    /** Owed to the merchant once confirmed. */
    PENDING,
    /** Owed to the merchant now. */
    AVAILABLE,
    /** Set aside for a payout. */
    RESERVED,
    /**
     * Seen leaving on chain for a payout, not final yet: what {@link #CUSTODY} fell by. Negative.
     */
    LEAVING,
    /** Came to an address that no order was given: nobody's yet. */
    UNCLAIMED,
    /**
     * What came to merchants' own wallets and was not sent on through us: the counter-side of the
     * next three, and none of our coins. Negative.
     */
    ELSEWHERE,
    /** Seen on its way to the merchant's own wallet, not yet confirmed. */
    OWN_PENDING,
    /** Came to the merchant's own wallet. */
    OWN_HELD,
    /** Of that, what a payout that the merchant is to sign is about to take. */
    OWN_RESERVED,
    /** What the merchant owes us in fees on what came to its own wallet. Negative. */
    FEES_OWED,
    /** The counter-side of {@link #FEES_OWED}: billed, and none of our coins. */
    FEES_BILLED,
    /** Our fees, and what merchants paid for the network. */
    FEES,
    /** What the network took of our coins for our transactions. Negative. */
    NETWORK_COSTS,
    /** What the operator put in, for gas. */
    OPERATOR,
    /** What we sent to the cold address, which nobody watches: still owed. Negative. */
    COLD
  }

  public static Account ours(Kind kind) {
    return new Account(kind, null);
  }

  public static Account of(String merchant, Kind kind) {
    return new Account(kind, merchant);
  }
}

package io.aureus.payouts;

/** What a held payout waits for. */
public enum PayoutHold {
  /** It is not held. */
  NONE,
  /** The signer's policy: a limit, a new destination, another person, or that signing goes on. */
  POLICY,
  /** Coins on the address that it leaves from. */
  COINS,
  /** Native coin for the network, on the address that it leaves from. */
  GAS,
  /** Fees below our limits: the network's price, or what those of a day may come to. */
  GAS_PRICE,
  /**
   * Its transfer would fail on the chain as things are, or takes so many coins that it weighs or
   * costs more than one transaction may.
   */
  CHAIN,
  /** It comes from a back-up: the operator says whether it was paid since ({@link Doubts}). */
  RESTORED,
  /** It is in a block, but less arrived than was sent: a person says whether it counts as paid. */
  SHORT
}

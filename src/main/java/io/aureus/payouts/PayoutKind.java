package io.aureus.payouts;

/** Why money leaves. */
public enum PayoutKind {
  /** A merchant takes its balance out. */
  WITHDRAWAL,
  /** A payer gets back what came in for an order. */
  REFUND,
  /** Our own: from orders' addresses to the hot address. */
  SWEEP,
  /** Our own: gas for an order's address. */
  TOP_UP,
  /** Our own: from the hot address to the cold one. */
  COLD,
  /** Our own: the contract that sweeps many addresses at once is put on a chain. */
  DEPLOYMENT,
  /** Our own: from our change of a transaction that waits to ourselves, with a fee for both. */
  CHILD,
  /** Our own: many small coins become one while the network asks little. */
  CONSOLIDATION
}

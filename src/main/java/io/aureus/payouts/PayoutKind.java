package io.aureus.payouts;

/** Why money leaves. */
public enum PayoutKind {
  /** A merchant takes its balance out. */
  WITHDRAWAL,
  /** A payer gets back what came in for an order. */
  REFUND,
  /** Our own: from orders' addresses to the hot address, or from there to the cold one. */
  SWEEP,
  /** Our own: gas for an order's address. */
  TOP_UP
}

package io.aureus.orders;

/**
 * What a move of an order means to the world outside. Announced inside the transaction that makes
 * the move.
 */
public enum Milestone {
  /** A coin was chosen, or chosen anew. */
  QUOTED("order.quoted"),
  /** A payment was seen. */
  PAYMENT_SEEN("payment.seen"),
  /** A payment became final. */
  PAYMENT_CONFIRMED("payment.confirmed"),
  /**
   * A payment came that does not fit its order: late, second, another asset, another chain. Or one
   * that was seen does not fit any more, since another quote of the order is paid in full.
   */
  PAYMENT_UNKNOWN("payment.unknown"),
  /** A payment that was seen is gone: its sender put another in its place. */
  PAYMENT_REPLACED("payment.replaced"),
  /** A payment that was seen is gone. */
  PAYMENT_DROPPED("payment.dropped"),
  /** A payment that was final, or that the order was paid with, is gone. */
  PAYMENT_REVERSED("payment.reversed"),
  /** Paid in full: fires {@code callback_url}. */
  SUCCEEDED("order.success"),
  /** Taken by the merchant: fires {@code callback_url}. */
  RESOLVED("order.resolved"),
  /** The window ended with nothing: fires {@code timeout_callback}. */
  TIMED_OUT("order.overdue"),
  /** The window ended with too little. */
  FELL_SHORT("order.partial"),
  /** The rest was asked for. */
  REMAINDER_REQUESTED("order.remaining_requested"),
  /** Closed by hand. */
  TERMINATED("order.terminated"),
  /** All went back. */
  REFUNDED("order.refunded");

  private final String event;

  Milestone(String event) {
    this.event = event;
  }

  /** Its name in the event feed. */
  public String event() {
    return event;
  }
}

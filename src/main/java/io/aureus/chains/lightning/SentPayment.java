package io.aureus.chains.lightning;

/** What became of paying an invoice, by the record of the node that was to pay it. */
public sealed interface SentPayment {
  /** The node knows of no payment by that hash, so that nothing was sent and nothing will be. */
  record Unknown() implements SentPayment {}

  /**
   * Still open: it may be paid in an hour or in a day, and nothing may be paid in its place.
   *
   * @param isRecorded whether the node's record knows of it: otherwise an order to pay it may still
   *     lie before the node
   */
  record InFlight(boolean isRecorded) implements SentPayment {
    /** Of a payment that the record knows. */
    public InFlight() {
      this(true);
    }
  }

  /**
   * Paid for good.
   *
   * @param preimage which proves it: its SHA-256 is the payment hash
   * @param feeMillisatoshi what routing took beside the amount
   */
  record Paid(String preimage, long feeMillisatoshi) implements SentPayment {}

  /**
   * Failed for good: nothing of it can be taken any more.
   *
   * @param words why, for people
   */
  record Failed(String words) implements SentPayment {}
}

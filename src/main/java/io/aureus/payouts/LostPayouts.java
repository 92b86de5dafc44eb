package io.aureus.payouts;

import java.util.List;

/**
 * Payouts of coins whose transaction is not mined any more, since somebody else spent a coin of it.
 * Only the operator can end them.
 */
public interface LostPayouts {
  /**
   * @param waits why it cannot be ended yet; empty where it can
   */
  record Entry(Payout payout, String waits) {}

  /** Of all merchants, oldest first; 100 at most. No node is asked. */
  List<Entry> all();

  /**
   * Ends the payout with all that the same transaction would have paid, and that was not found paid
   * by another: each reservation goes back to its merchant, and the coins that are left are free
   * again. In one transaction.
   *
   * @param actor who decides it, e.g. {@code person:12}
   * @param words why, for their stories; may be empty
   * @return all that were ended
   * @throws io.aureus.errors.Refusal {@code NOT_FOUND} for an unknown one; {@code CONFLICT} while a
   *     version of the transaction could still be mined, or where the chain shows another payment
   *     of one of them, with what would have to be so
   */
  List<Payout> end(PayoutId id, String actor, String words);
}

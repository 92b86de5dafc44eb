package io.aureus.payouts;

import io.aureus.chains.Departures.Departure;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Payouts of which this database alone cannot say whether they were paid, and the deeds by which
 * the operator settles them. There are two kinds:
 *
 * <ul>
 *   <li>{@code HELD}, and brought by a back-up: not signed when it was made, so the machine before
 *       may have paid it since. At first it is {@link PayoutHold#RESTORED}; released, it may be
 *       held by something else, and still only the operator takes it back;
 *   <li>{@code UNCLEAR}, and its number, or the coin that it spends, was used up for good by a
 *       transaction that is none of ours: by somebody who has the key, or by bytes with a higher
 *       fee of the machine before.
 * </ul>
 *
 * <p>No merchant may settle one: whether money goes out twice, or comes back to a balance that it
 * has left, is not for the one to say who gains by it. And no deed is done on the operator's word
 * alone where the chain speaks against it: see {@link Evidence}.
 *
 * <p>Deeds ask nodes, so none may stand in a transaction. All throw {@link
 * io.aureus.errors.Refusal}: {@code NOT_FOUND} for an unknown payout; {@code CONFLICT} where it is
 * not in such a doubt, or where the chain speaks against the deed, with what it shows; {@code
 * UNAVAILABLE} where no node can say, or the chain is not read far enough.
 */
public interface Doubts {
  /** Those that wait for the operator, the oldest first; 500 at most. Reads the database alone. */
  List<Payout> open();

  /** Empty where there is no such payout, or where nothing of it is in doubt. */
  Optional<Payout> find(PayoutId id);

  /**
   * Transfers out of the hot address, or of coins of ours, to the payout's destination, of its
   * amount, since it was asked for, in transactions that no payout here knows. Reads the database
   * alone.
   */
  List<Departure> unexplained(Payout payout);

  /**
   * Books it as paid by a transaction: seen and confirmed in one, with what the network took. The
   * transaction must be so deep that we look no more at ones of our own, move exactly the amount
   * from the payout's address to its destination, and be no other payout's. One of coins may be
   * named for each payout that an output of it pays.
   *
   * @param txHash as typed
   * @param actor who says so, e.g. {@code person:12}
   * @throws io.aureus.errors.Refusal also {@code BAD_REQUEST} for what is no hash
   */
  Payout paidBy(PayoutId id, String txHash, String actor);

  /**
   * Books one that pays an invoice of Lightning as paid, where no node says so any more. The
   * preimage proves it, since its SHA-256 is the payment hash and the payee shows it to nobody
   * before. Asks no node.
   *
   * @param preimage as typed
   * @param routing what routing took, in whole coins, 0 or more and no more than was kept for it;
   *     null where nobody knows: all that was kept counts as taken
   * @param actor who says so, e.g. {@code person:12}
   * @throws io.aureus.errors.Refusal also {@code BAD_REQUEST} for what is no preimage, and for
   *     another figure; {@code CONFLICT} where it proves another payment
   */
  Payout provenBy(PayoutId id, String preimage, @Nullable BigDecimal routing, String actor);

  /**
   * Says of one that a back-up brought that it was never paid, and lets it go on: the signer's
   * rules, coins and gas are judged anew, and so is the chain once more before it is built.
   */
  Payout release(PayoutId id, String actor);

  /**
   * Says of one that a back-up brought that it was never paid, and returns its reservation.
   *
   * @param words why, for people; may be empty
   */
  Payout takeBack(PayoutId id, String actor, String words);

  /**
   * Ends an unclear one as failed, and returns its reservation: its number or its coin is used up
   * for good, and none of its own transactions is known to any node. On chains of coins all are
   * ended that its transaction would have paid, and that were not found paid.
   */
  Payout giveUp(PayoutId id, String actor);
}

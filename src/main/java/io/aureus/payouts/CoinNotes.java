package io.aureus.payouts;

import io.aureus.errors.Refusal;
import io.aureus.keys.CoinPoint;
import io.aureus.merchants.MerchantId;
import org.jspecify.annotations.Nullable;

/**
 * What people write about coins, and which of them they keep from being spent. The merchant is him
 * whose own wallet holds the coin, null for the gateway's. Each change is in the audit log.
 */
public interface CoinNotes {
  /** The longest label that is kept, in letters. */
  int LONGEST = 255;

  /** The longest text of labels that is taken at once, in letters. */
  int LONGEST_FILE = 500_000;

  /**
   * What became of a file of labels.
   *
   * @param taken how many lines were taken over
   * @param passedOver how many name nothing of this owner's, or something that has no label here
   */
  record Taken(int taken, int passedOver) {}

  /**
   * @param label of this output; empty to take it away
   * @throws Refusal {@code NOT_FOUND} where the owner holds no such coin; {@code BAD_REQUEST} where
   *     the label is too long
   */
  void label(@Nullable MerchantId merchant, CoinPoint point, String label, String actor);

  /** As {@link #label}, of the address that the coin lies on: every coin on it shows it. */
  void labelAddress(@Nullable MerchantId merchant, CoinPoint point, String label, String actor);

  /**
   * A frozen coin is chosen for no new transaction, from the end of this call on. What spends it
   * already goes on, with a higher fee too.
   *
   * @throws Refusal {@code NOT_FOUND} where the owner holds no such coin
   */
  void freeze(@Nullable MerchantId merchant, CoinPoint point, boolean frozen, String actor);

  /** All labels and marks, as JSON lines of BIP329. */
  String export(@Nullable MerchantId merchant);

  /**
   * Takes labels and marks over, all of them or none. No mark of a coin of the gateway is taken
   * away: that is {@link #freeze}.
   *
   * @param lines of BIP329, 1,000 at most
   * @throws Refusal {@code BAD_REQUEST} with the number of the first line that is none
   */
  Taken take(@Nullable MerchantId merchant, String lines, String actor);
}

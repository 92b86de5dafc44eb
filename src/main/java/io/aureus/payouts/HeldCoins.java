package io.aureus.payouts;

import io.aureus.keys.CoinPoint;
import io.aureus.merchants.MerchantId;
import io.aureus.money.Amount;
import io.aureus.money.Asset;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The outputs of Bitcoin and Litecoin that no block spends: those on addresses of this gateway, or
 * those on a merchant's own wallet. By what was read of the chains; no node is asked.
 */
public interface HeldCoins {
  /** From here on a list begins with the newest. */
  long START = Long.MAX_VALUE;

  /** What a coin is free for; each is in exactly one of them. */
  enum Standing {
    /** A new transaction may spend it. */
    FREE,
    /** Not final yet, or a miner's and younger than 100 blocks. */
    WAITING,
    /** A payout that is not over spends it. */
    LOCKED,
    /** Somebody said that it is not to be spent. */
    FROZEN
  }

  /**
   * @param merchant whose own wallet is asked for; null for the gateway's own addresses
   * @param asset its code; null for any
   * @param standing null for any
   * @param text what a label, address, transaction, order or payout must hold, in any case; empty
   *     for anything
   */
  record Query(
      @Nullable MerchantId merchant,
      @Nullable String asset,
      @Nullable Standing standing,
      String text) {}

  /**
   * Where its key is.
   *
   * @param isOrders whether the address is one for orders; else it is for change
   * @param path of the key, from the seed for the gateway's, e.g. {@code m/84'/0'/0'/0/5}, and from
   *     the account's key for a merchant's, e.g. {@code 0/5}; empty where it is not known
   * @param wallet the fingerprint of the merchant's wallet; empty for the gateway's
   */
  record Place(boolean isOrders, String path, String wallet) {}

  /**
   * What is known of it without anybody's typing.
   *
   * @param orderId the order that its address was given to; null for none
   * @param changeOf the payout whose change it is; null for none
   * @param lockedBy the payout that spends it, the first of several; null for none
   */
  record Story(
      @Nullable String orderId, @Nullable PayoutId changeOf, @Nullable PayoutId lockedBy) {}

  /**
   * What people wrote.
   *
   * @param label of the output; empty for none
   * @param addressLabel of its address; empty for none
   */
  record Words(String label, String addressLabel) {}

  /**
   * @param no grows with the time of its first sight
   * @param depth of its block, its own included; 0 in no block
   * @param ripeIn how many more blocks a miner's coin must wait; 0 for others
   * @param frozen whether somebody said that it is not to be spent, whatever else it is
   */
  record Held(
      long no,
      CoinPoint point,
      String address,
      Amount amount,
      Standing standing,
      long depth,
      long ripeIn,
      Instant since,
      boolean frozen,
      Place place,
      Story story,
      Words words) {}

  /** Of one asset, all that a list holds; the four parts make the total. */
  record Sum(
      Asset asset,
      long coins,
      Amount total,
      Amount free,
      Amount waiting,
      Amount locked,
      Amount frozen) {}

  /**
   * The newest first.
   *
   * @param before only those with a smaller number; {@link #START} for the first page
   * @param most 1 to 1,000
   */
  List<Held> page(Query query, long before, int most);

  /** What the whole list holds, by asset; none where it holds nothing. */
  List<Sum> sums(Query query);

  /** A coin that is among those. */
  Optional<Held> find(@Nullable MerchantId merchant, CoinPoint point);
}

package io.aureus.orders;

import io.aureus.merchants.MerchantId;
import io.aureus.money.Asset;
import java.util.UUID;

/**
 * The only way in which orders are made and changed from outside. Every method returns after its
 * commit, and refuses with a {@link io.aureus.errors.Refusal}.
 */
public interface OrderDesk {
  /**
   * Makes an order. Shares its commit with the orders that are made at the same moment.
   *
   * <p>A plugin's order for the same platform, website and {@code bindId} at the same price that is
   * still unpaid is not made again: a new token for it is given.
   *
   * @throws io.aureus.errors.Refusal {@code UNAVAILABLE} with a retry time where the queue is full,
   *     {@code UNSUPPORTED} where the merchant does not take the asset
   */
  OpenedOrder open(NewOrder wish);

  /**
   * Fixes the order in a coin: quote, address and a window of 30 minutes. A coin may be chosen anew
   * until a payment is seen.
   *
   * @throws io.aureus.errors.Refusal {@code NOT_FOUND} for an unknown or ended token, {@code
   *     CONFLICT} once a payment was seen or the order has ended
   */
  Order chooseCoin(String token, Asset asset);

  /**
   * Asks for the rest of a {@code PARTIAL} order in the same coin at the old quote, in a new
   * window.
   */
  Order requestRemaining(MerchantId merchant, OrderId id);

  /**
   * Takes a payment that did not fit for its order ({@code RESOLVED}): this fires {@code
   * callback_url} once.
   *
   * @param atTodaysRate false to take it whatever it is worth; true to refuse with a {@code
   *     CONFLICT} that names the figures where it is worth less than the price today
   */
  Order resolve(MerchantId merchant, OrderId id, UUID payment, boolean atTodaysRate);

  /** Closes an unpaid order by hand ({@code TERMINATED}). */
  Order terminate(MerchantId merchant, OrderId id);
}

package io.aureus.orders;

import io.aureus.merchants.MerchantId;
import io.aureus.money.Amount;
import io.aureus.money.Chain;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Links at which a payer says where a refund is to go, and does nothing else. An order has one that
 * is good at a time.
 */
public interface RefundLinks {
  /**
   * @param token in clear; it is not kept
   */
  record Made(String token, Instant until) {}

  /**
   * What the payer is shown.
   *
   * @param most what may go back at most, before the network's fee
   * @param address that the payer gave; null while there is none
   * @param isClosed whether a refund was asked for: the address stands
   */
  record Invitation(MerchantId merchant, Amount most, @Nullable String address, boolean isClosed) {}

  /**
   * Makes a link and ends the one before it.
   *
   * @param currency the asset's code; null as in {@link Refunds.Wish}
   * @throws io.aureus.errors.Refusal {@code NOT_FOUND}; {@code CONFLICT} where nothing can be
   *     refunded
   */
  Made make(MerchantId merchant, OrderId id, @Nullable String currency);

  /** Empty where the token is unknown or has ended. */
  Optional<Invitation> find(String token);

  /**
   * @return the address in the usual spelling of its chain; nothing is stored
   * @throws io.aureus.errors.Refusal {@code BAD_REQUEST} with what is wrong and would be right
   */
  String check(String token, String typed);

  /**
   * Stores the address with the order.
   *
   * @throws io.aureus.errors.Refusal as {@link #check}; {@code CONFLICT} where a refund was asked
   *     for meanwhile
   */
  void give(String token, String typed);

  /** The address on that chain that the payer of an order gave last. */
  Optional<String> address(OrderId id, Chain chain);
}

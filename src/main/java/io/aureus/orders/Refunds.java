package io.aureus.orders;

import io.aureus.merchants.MerchantId;
import io.aureus.money.Amount;
import io.aureus.wallets.Custody;
import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Money back to the payer: never more than came in, counted from the moment at which it is asked
 * for. Every method refuses with a {@link io.aureus.errors.Refusal}.
 */
public interface Refunds {
  /**
   * What a merchant asks for.
   *
   * @param currency the asset's code; null for the order's own coin where it came in at all, else
   *     the first that came
   * @param amount of the asset for {@code PARTIAL}; of the price's currency for {@code FIAT_EQUAL},
   *     where null is all that is owed of it; null for the others
   * @param address as typed, on Lightning an invoice, a Lightning address or an LNURL; null for the
   *     one that the payer gave through the refund link
   * @param bearer null for the usual: the payer, and on Lightning the merchant
   * @param idempotencyRef of the request; null for none
   * @param actor who asks, e.g. {@code person:12} or {@code token:3}
   */
  record Wish(
      OrderRefund.Kind kind,
      @Nullable String currency,
      @Nullable BigDecimal amount,
      @Nullable String address,
      OrderRefund.@Nullable FeeBearer bearer,
      @Nullable String idempotencyRef,
      String actor) {}

  /**
   * How an order stands.
   *
   * @param sums of the asset that a refund would be in, where nothing else is asked for
   * @param fee what the network would cost now; 0 where nothing is left, empty where nobody knows
   * @param most what can go back at most, the merchant's balance considered too; 0 without a fee
   * @param address that the payer gave, for the asset's chain
   */
  record Info(
      Order order, Refundable sums, Optional<Amount> fee, Amount most, Optional<String> address) {}

  /**
   * What a refund would be.
   *
   * @param amount what it takes of what came in
   * @param received what reaches the payer
   * @param fee that the gateway would take for the network; 0 where the merchant's own wallet pays
   *     it
   * @param destination in the chain's usual spelling; on Lightning the invoice
   * @param payee the Lightning address or LNURL that the invoice was asked of; null for none
   * @param hold why it would wait for somebody; empty where it would not
   * @param custody whose keys it would leave by
   */
  record Preview(
      Amount amount,
      Amount fee,
      Amount received,
      String destination,
      @Nullable String payee,
      String hold,
      Custody custody) {}

  /**
   * @param currency as in {@link Wish#currency()}
   * @throws io.aureus.errors.Refusal {@code NOT_FOUND}; {@code CONFLICT} where nothing is known of
   *     the order that could be refunded: no coin was ever chosen, or nothing came in this one
   */
  Info info(MerchantId merchant, OrderId id, @Nullable String currency);

  /**
   * Checks everything that {@link #request} checks but the balance, and reserves nothing.
   *
   * @throws io.aureus.errors.Refusal as {@link #request}
   */
  Preview preview(MerchantId merchant, OrderId id, Wish wish);

  /**
   * Sets the money aside and sends it on its way. From then on the payer's address stands.
   *
   * @throws io.aureus.errors.Refusal {@code CONFLICT} where the order was not paid, its window is
   *     open, less is left, the balance does not suffice, or no address is known; {@code
   *     BAD_REQUEST} for a bad address or amount
   */
  OrderRefund request(MerchantId merchant, OrderId id, Wish wish);
}

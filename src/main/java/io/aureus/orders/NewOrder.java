package io.aureus.orders;

import io.aureus.merchants.MerchantId;
import io.aureus.money.Asset;
import io.aureus.money.FiatAmount;
import org.jspecify.annotations.Nullable;

/**
 * A wish for an order, validated as far as its own fields go.
 *
 * @param type {@code ORDER} or {@code INVOICE}
 * @param fixedPrice price a dollar stablecoin 1:1
 * @param asset the coin, or null where the payer chooses it on the checkout page (where the
 *     merchant has one coin enabled, that one is taken)
 * @param withToken whether a checkout token is wanted
 * @param idempotencyRef the caller's {@code Idempotency-Key}, unique per merchant, or null: a
 *     second order of the same reference is not made, the first is returned
 */
public record NewOrder(
    MerchantId merchant,
    String type,
    FiatAmount price,
    boolean fixedPrice,
    @Nullable Asset asset,
    OrderTerms terms,
    boolean withToken,
    @Nullable String idempotencyRef) {

  NewOrder with(OrderTerms other) {
    return new NewOrder(merchant, type, price, fixedPrice, asset, other, withToken, idempotencyRef);
  }
}

package io.aureus.orders;

import io.aureus.merchants.Merchant;
import io.aureus.pricing.Quote;
import org.jspecify.annotations.Nullable;

/**
 * What an order is about to be made of.
 *
 * @param quote null where the payer chooses the coin
 * @param metadata whose hash goes into its invoice, as LNURL wants it; null for words of ours
 * @param remark what the payer says; empty for nothing
 */
record OrderDraft(
    NewOrder wish,
    Merchant merchant,
    @Nullable Quote quote,
    @Nullable String metadata,
    String remark) {
  OrderDraft(NewOrder wish, Merchant merchant, @Nullable Quote quote) {
    this(wish, merchant, quote, null, "");
  }
}

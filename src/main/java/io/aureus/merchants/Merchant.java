package io.aureus.merchants;

import java.util.List;

/**
 * What the other rooms need to know of a merchant.
 *
 * @param enabledAssets asset codes that payers may choose, in the merchant's order
 * @param feeBps our fee in hundredths of a percent of what came in, 0 to 10,000
 * @param toleranceBps how much a payment may fall short and still count as whole, in hundredths of
 *     a percent, 0 to 1,000
 * @param acceptAny2xx whether a callback counts as delivered by any 2xx instead of exactly 200
 * @param successAlias what the callback says in place of {@code SUCCESS}; empty for no alias
 */
public record Merchant(
    MerchantId id,
    String name,
    List<String> enabledAssets,
    int feeBps,
    int toleranceBps,
    boolean acceptAny2xx,
    String successAlias) {}

package io.aureus.merchants;

import java.util.List;

/**
 * What a merchant may set for itself; see {@link Merchant} for the fields.
 *
 * @param toleranceBps 0 to 1,000
 * @param successAlias empty, or up to 20 letters, e.g. {@code SUCCEED}
 * @param enabledAssets asset codes in the order in which payers see them; one or more
 */
public record MerchantChange(
    String name,
    int toleranceBps,
    boolean acceptAny2xx,
    String successAlias,
    List<String> enabledAssets) {}

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
 * @param keyPayouts whether payouts may be asked for with an API key; else by signed requests alone
 * @param payoutWebhook the URL that is told of every move of a payout; empty for none
 * @param depths how many confirmations its orders wait for
 * @param redirects where payers go of orders that do not say
 */
public record Merchant(
    MerchantId id,
    String name,
    List<String> enabledAssets,
    int feeBps,
    int toleranceBps,
    boolean acceptAny2xx,
    String successAlias,
    boolean keyPayouts,
    String payoutWebhook,
    DepthPolicy depths,
    Redirects redirects) {

  /** One that sends payers nowhere. */
  public Merchant(
      MerchantId id,
      String name,
      List<String> enabledAssets,
      int feeBps,
      int toleranceBps,
      boolean acceptAny2xx,
      String successAlias,
      boolean keyPayouts,
      String payoutWebhook,
      DepthPolicy depths) {
    this(
        id,
        name,
        enabledAssets,
        feeBps,
        toleranceBps,
        acceptAny2xx,
        successAlias,
        keyPayouts,
        payoutWebhook,
        depths,
        Redirects.NONE);
  }

  /** One that has decided nothing about payouts and confirmations. */
  public Merchant(
      MerchantId id,
      String name,
      List<String> enabledAssets,
      int feeBps,
      int toleranceBps,
      boolean acceptAny2xx,
      String successAlias) {
    this(
        id,
        name,
        enabledAssets,
        feeBps,
        toleranceBps,
        acceptAny2xx,
        successAlias,
        false,
        "",
        DepthPolicy.NONE);
  }

  Merchant withAssets(List<String> assets) {
    return with(assets, feeBps, keyPayouts, payoutWebhook, depths);
  }

  Merchant withFee(int bps) {
    return with(enabledAssets, bps, keyPayouts, payoutWebhook, depths);
  }

  Merchant withPayouts(boolean byKey, String webhook) {
    return with(enabledAssets, feeBps, byKey, webhook, depths);
  }

  Merchant withDepths(DepthPolicy policy) {
    return with(enabledAssets, feeBps, keyPayouts, payoutWebhook, policy);
  }

  Merchant with(Redirects defaults) {
    return new Merchant(
        id,
        name,
        enabledAssets,
        feeBps,
        toleranceBps,
        acceptAny2xx,
        successAlias,
        keyPayouts,
        payoutWebhook,
        depths,
        defaults);
  }

  /** With what a merchant sets for itself. */
  Merchant with(MerchantChange change) {
    return new Merchant(
        id,
        change.name(),
        List.copyOf(change.enabledAssets()),
        feeBps,
        change.toleranceBps(),
        change.acceptAny2xx(),
        change.successAlias(),
        keyPayouts,
        payoutWebhook,
        depths,
        redirects);
  }

  private Merchant with(
      List<String> assets, int fee, boolean byKey, String webhook, DepthPolicy policy) {
    return new Merchant(
        id,
        name,
        assets,
        fee,
        toleranceBps,
        acceptAny2xx,
        successAlias,
        byKey,
        webhook,
        policy,
        redirects);
  }
}

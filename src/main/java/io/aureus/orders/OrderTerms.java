package io.aureus.orders;

import io.aureus.merchants.Redirects;
import org.jspecify.annotations.Nullable;

/**
 * What the merchant's program said about an order beside its price; kept as given, never shown back
 * by the API.
 *
 * @param succeedUrl where the payer's browser goes on success, used as given; null for nowhere
 * @param timeoutUrl likewise when the window ends
 * @param callbackUrl the server call on success; null for none
 * @param timeoutCallback the server call when the window ends; null for none
 * @param postCallback whether callbacks are a POST with the order as JSON
 * @param platform e.g. {@code AURPAY}, {@code WOOCOMMERCE}
 * @param origin how the order came to us: decides what is added to its callbacks
 * @param bindId the merchant's own reference, not unique; null for none
 * @param website the shop's address ({@code origin.url} of plugin orders); null for none
 * @param apiKeyId the key that made the order; null for a signed request
 */
public record OrderTerms(
    @Nullable String succeedUrl,
    @Nullable String timeoutUrl,
    @Nullable String callbackUrl,
    @Nullable String timeoutCallback,
    boolean postCallback,
    String platform,
    Origin origin,
    @Nullable String bindId,
    @Nullable String website,
    @Nullable Long apiKeyId) {

  /** With the merchant's own addresses where these terms say none. */
  OrderTerms or(Redirects redirects) {
    return new OrderTerms(
        given(succeedUrl, redirects.succeedUrl()),
        given(timeoutUrl, redirects.timeoutUrl()),
        callbackUrl,
        timeoutCallback,
        postCallback,
        platform,
        origin,
        bindId,
        website,
        apiKeyId);
  }

  private static @Nullable String given(@Nullable String own, String otherwise) {
    return own != null || otherwise.isEmpty() ? own : otherwise;
  }

  /** How the order came to us. */
  public enum Origin {
    /** {@code pay-url} and {@code pay-info}: nothing is ever added to the callback's query. */
    API,
    /** {@code order/plugin} and {@code pay/token}: plugins read parameters that we append. */
    PLUGIN,
    /** Made by hand on the dashboard. */
    DASHBOARD
  }
}

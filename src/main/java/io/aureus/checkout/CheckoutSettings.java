package io.aureus.checkout;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings below {@code aureus.checkout}.
 *
 * @param livePages how many pages may be kept up to date by server-sent events at once on this
 *     node, 0 to 10,000; the others ask every few seconds
 * @param requestsPerMinute requests for payment pages and their status that one remote address may
 *     make in a minute, 1 or more
 * @param addressRequestsPerMinute likewise, requests about Lightning addresses
 * @param addressInvoicesPerMinute how many invoices may be asked for at one Lightning address in a
 *     minute, whoever asks; 1 or more
 * @param addressInvoicesPerNetwork likewise, by one remote address
 */
@ConfigurationProperties("aureus.checkout")
record CheckoutSettings(
    @DefaultValue("1000") int livePages,
    @DefaultValue("300") int requestsPerMinute,
    @DefaultValue("120") int addressRequestsPerMinute,
    @DefaultValue("60") int addressInvoicesPerMinute,
    @DefaultValue("6") int addressInvoicesPerNetwork) {
  CheckoutSettings {
    if (livePages < 0 || livePages > 10_000) {
      throw new IllegalArgumentException(
          "aureus.checkout.live-pages must be 0 to 10000, not " + livePages);
    }
    atLeastOne("requests-per-minute", requestsPerMinute);
    atLeastOne("address-requests-per-minute", addressRequestsPerMinute);
    atLeastOne("address-invoices-per-minute", addressInvoicesPerMinute);
    atLeastOne("address-invoices-per-network", addressInvoicesPerNetwork);
  }

  private static void atLeastOne(String key, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(
          "aureus.checkout.%s must be 1 or more, not %d".formatted(key, value));
    }
  }
}

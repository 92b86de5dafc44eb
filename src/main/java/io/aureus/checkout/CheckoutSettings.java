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
 */
@ConfigurationProperties("aureus.checkout")
record CheckoutSettings(
    @DefaultValue("500") int livePages, @DefaultValue("300") int requestsPerMinute) {
  CheckoutSettings {
    if (livePages < 0 || livePages > 10_000) {
      throw new IllegalArgumentException(
          "aureus.checkout.live-pages must be 0 to 10000, not " + livePages);
    }
    if (requestsPerMinute < 1) {
      throw new IllegalArgumentException(
          "aureus.checkout.requests-per-minute must be 1 or more, not " + requestsPerMinute);
    }
  }
}

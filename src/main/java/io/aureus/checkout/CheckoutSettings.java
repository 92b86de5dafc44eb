package io.aureus.checkout;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings below {@code aureus.checkout}.
 *
 * @param livePages how many pages may be kept up to date by server-sent events at once on this
 *     node, 0 to 10,000; the others ask every few seconds
 */
@ConfigurationProperties("aureus.checkout")
record CheckoutSettings(@DefaultValue("500") int livePages) {
  CheckoutSettings {
    if (livePages < 0 || livePages > 10_000) {
      throw new IllegalArgumentException(
          "aureus.checkout.live-pages must be 0 to 10000, not " + livePages);
    }
  }
}

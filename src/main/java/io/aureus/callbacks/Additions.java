package io.aureus.callbacks;

import io.aureus.orders.OrderTerms;
import java.util.Locale;

/**
 * What is appended to a callback's query. Plugins read parameters that they did not put there
 * themselves; whoever made the order through the API gets exactly the URL that was given.
 *
 * @param publicKey {@code public_key}: the API key that made the order
 * @param orderId {@code aurpay_order_id}
 */
record Additions(boolean publicKey, boolean orderId) {
  private static final String PAID_MEMBERSHIPS_PRO = "PAIDMEMBERSHIPSPRO";

  /** Exactly the URL that was given. */
  static final Additions NONE = new Additions(false, false);

  /**
   * True where the shop's handler does its work again when it is called again: a membership is
   * extended a second time.
   */
  static boolean repeatHurts(OrderTerms terms) {
    return terms.platform().equalsIgnoreCase(PAID_MEMBERSHIPS_PRO);
  }

  /** By the origin of the order; a plugin that we do not know gets both. */
  static Additions of(OrderTerms terms) {
    if (terms.origin() != OrderTerms.Origin.PLUGIN) {
      return NONE;
    }
    return switch (terms.platform().toUpperCase(Locale.ROOT)) {
      case "WOOCOMMERCE" -> new Additions(true, false);
      case PAID_MEMBERSHIPS_PRO -> new Additions(false, true);
      case "EASYDIGITALDOWNLOADS" -> NONE;
      default -> new Additions(true, true);
    };
  }

  /**
   * @param apiKey the key in clear, or empty where there is none to show: then it is left out
   */
  CallbackUrl appendedTo(CallbackUrl url, String apiKey, String order) {
    CallbackUrl keyed = publicKey && !apiKey.isEmpty() ? url.with("public_key", apiKey) : url;
    return orderId ? keyed.with("aurpay_order_id", order) : keyed;
  }

  /** The whole URL for a person's eyes: the key is hidden. */
  String shown(String baseUrl, String order) {
    try {
      return appendedTo(CallbackUrl.parse(baseUrl), "***", order).requested();
    } catch (IllegalArgumentException unusable) {
      return baseUrl;
    }
  }
}

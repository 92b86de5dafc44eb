package io.aureus.checkout;

import io.aureus.orders.Order;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where the payer's browser goes at the end. Going there proves nothing and changes nothing. */
final class ReturnAddress {
  private ReturnAddress() {}

  /**
   * The merchant's address exactly as given, where the order has ended and one was given. An
   * address that is not plain {@code http} or {@code https} is no place to send a browser to.
   */
  static Optional<String> of(Order order) {
    return switch (order.state()) {
      case PAID, RESOLVED -> web(order.terms().succeedUrl());
      case EXPIRED -> web(order.terms().timeoutUrl());
      case CHOOSING, WAITING, UNDERPAID, CONFIRMING, PARTIAL, REMAINDER_REQUESTED -> none();
      case TERMINATED, REFUNDED -> none();
    };
  }

  private static Optional<String> web(@Nullable String given) {
    return given != null && isWeb(given) ? Optional.of(given) : Optional.empty();
  }

  /**
   * Reads the scheme as a browser does: no leading blanks or control characters are let through.
   */
  private static boolean isWeb(String address) {
    String lower = address.toLowerCase(Locale.ROOT);
    boolean clean = address.chars().noneMatch(c -> c < ' ' || c == 0x7f);
    return clean && (lower.startsWith("https://") || lower.startsWith("http://")) && hasHost(lower);
  }

  private static boolean hasHost(String address) {
    int from = address.indexOf("//") + 2;
    int to = from;
    while (to < address.length() && "/?#\\".indexOf(address.charAt(to)) < 0) {
      to++;
    }
    try {
      return new URI("http://" + address.substring(from, to)).getRawAuthority() != null;
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static Optional<String> none() {
    return Optional.empty();
  }
}

package io.aureus.orders;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param window how long a quote holds; the invoices' seven days are a parameter of the same
 *     machine
 * @param invoiceWindow how long an invoice's quote holds
 * @param tokenLifetime how long a payer may take to choose a coin
 * @param refundLinkLifetime how long a payer may take to say where a refund is to go
 * @param lightningText what the payer's wallet shows of an order on Lightning: {@code {shop}}
 *     stands for the merchant's name, {@code {order}} for the order's number
 * @param address what is paid at Lightning addresses
 * @param queue how many creations may wait for their commit
 * @param writers how many commits of creations run at a time
 */
@ConfigurationProperties("aureus.orders")
record OrderSettings(
    @DefaultValue("30m") Duration window,
    @DefaultValue("7d") Duration invoiceWindow,
    @DefaultValue("24h") Duration tokenLifetime,
    @DefaultValue("30d") Duration refundLinkLifetime,
    @DefaultValue("{shop}, order {order}") String lightningText,
    @DefaultValue AddressSettings address,
    @DefaultValue("4096") int queue,
    @DefaultValue("1") int writers) {
  OrderSettings {
    atLeastAMinute("aureus.orders.window", window);
    atLeastAMinute("aureus.orders.invoice-window", invoiceWindow);
    atLeastAMinute("aureus.orders.token-lifetime", tokenLifetime);
    atLeastAMinute("aureus.orders.refund-link-lifetime", refundLinkLifetime);
    if (lightningText.isBlank() || lightningText.length() > 100) {
      throw new IllegalArgumentException("aureus.orders.lightning-text must have 1 to 100 letters");
    }
    if (queue < 1 || writers < 1 || writers > 16) {
      throw new IllegalArgumentException(
          "aureus.orders.queue must be 1 or more, aureus.orders.writers 1 to 16");
    }
  }

  Duration windowOf(String orderType) {
    return switch (orderType) {
      case "INVOICE" -> invoiceWindow;
      case Order.AT_AN_ADDRESS -> address.window();
      default -> window;
    };
  }

  private static void atLeastAMinute(String key, Duration value) {
    if (value.compareTo(Duration.ofMinutes(1)) < 0) {
      throw new IllegalArgumentException(key + " must be at least 1m, not " + value);
    }
  }
}

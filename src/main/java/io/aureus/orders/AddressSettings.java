package io.aureus.orders;

import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What strangers may ask for at merchants' Lightning addresses.
 *
 * @param window how long an invoice may be paid, from 1 minute to a day: wallets pay at once
 * @param least what may be sent, in satoshi; 1 or more
 * @param most likewise, 1 BTC at most
 * @param currency in which such orders are priced, by the rate of the moment
 */
record AddressSettings(
    @DefaultValue("10m") Duration window,
    @DefaultValue("1") long least,
    @DefaultValue("1000000") long most,
    @DefaultValue("USD") String currency) {
  private static final long BITCOIN = 100_000_000;

  AddressSettings {
    if (window.compareTo(Duration.ofMinutes(1)) < 0 || window.compareTo(Duration.ofDays(1)) > 0) {
      throw new IllegalArgumentException(
          "aureus.orders.address.window must be from 1m to 1d, not " + window);
    }
    if (least < 1 || most < least || most > BITCOIN) {
      throw new IllegalArgumentException(
          "aureus.orders.address.least and most must be from 1 to %d satoshi, and most no less"
              .formatted(BITCOIN));
    }
    if (!currency.matches("[A-Z]{3}")) {
      throw new IllegalArgumentException(
          "aureus.orders.address.currency must be like USD, not " + currency);
    }
  }
}

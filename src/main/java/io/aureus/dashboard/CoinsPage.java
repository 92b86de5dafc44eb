package io.aureus.dashboard;

import java.util.List;

/** Which coins the merchant takes. Public because templates read it. */
public record CoinsPage(Shell shell, List<Coin> coins) {
  public record Coin(String code, String symbol, String network, boolean enabled) {}
}

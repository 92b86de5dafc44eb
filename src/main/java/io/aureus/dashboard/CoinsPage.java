package io.aureus.dashboard;

import java.util.List;

/** Which coins the merchant takes. Public because templates read it. */
public record CoinsPage(Shell shell, List<Coin> coins) {
  /**
   * @param note what is different about it; empty for nothing
   */
  public record Coin(String code, String symbol, String network, String note, boolean enabled) {}
}

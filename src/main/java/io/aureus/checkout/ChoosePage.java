package io.aureus.checkout;

import java.util.List;

/**
 * The coins that a payer may choose from. Public because templates read it.
 *
 * @param chosen the code of the coin that is chosen already; empty for none
 * @param payPath where the chosen coin is paid; empty for none
 * @param trouble what was wrong with the last try; empty for nothing
 */
public record ChoosePage(
    String orderId,
    String shop,
    String price,
    String token,
    List<Coin> coins,
    String chosen,
    String payPath,
    String trouble,
    PageLanguage language) {

  /**
   * @param amount what it would cost now, with its symbol; empty where no rate is there
   * @param unavailable why it cannot be chosen; empty where it can
   */
  public record Coin(
      String code,
      String symbol,
      String network,
      String amount,
      String unavailable,
      boolean lightning) {
    public boolean available() {
      return unavailable.isEmpty();
    }
  }

  /** Where this page is looked at again; without a language. */
  public String query() {
    return "?token=" + token + (payPath.isEmpty() ? "" : "&change=1");
  }

  /** Whether any coin can be chosen now. */
  public boolean anyAvailable() {
    return coins.stream().anyMatch(Coin::available);
  }
}

package io.aureus.dashboard;

import java.util.List;

/**
 * What the merchant has, and how it came to that. Public because templates read it.
 *
 * @param fiat the currency that the wallets are valued in
 * @param fiats all that could be chosen
 * @param warnings about the wallet of its own
 * @param older path of the entries before; empty on the last page
 */
public record WalletsPage(
    Shell shell,
    String fiat,
    List<String> fiats,
    List<Line> wallets,
    List<String> warnings,
    List<Entry> history,
    String older) {
  /**
   * @param worth in fiat; empty without a rate
   * @param rate by which it is valued, and as of when
   * @param takable whether there is anything to take out
   */
  public record Line(
      String code,
      String network,
      String available,
      String pending,
      String reserved,
      String worth,
      String rate,
      boolean takable) {}

  /**
   * One entry of the journal.
   *
   * @param changes of the merchant's own balances, e.g. {@code available +1.5 ETH}
   * @param link to what it belongs to; empty for none
   */
  public record Entry(String at, String words, List<String> changes, String link) {}
}

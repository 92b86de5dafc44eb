package io.aureus.dashboard;

import java.util.List;

/** What lies on orders' addresses. Public because templates read it. */
public record SweepsPage(Shell shell, List<Coin> coins) {
  /**
   * One asset.
   *
   * @param addresses on which it lies, in words
   * @param moves what a sweep would bring; empty where it would bring nothing
   * @param way how, in words
   * @param cost with the number of transactions
   * @param trouble why nothing can be said now; empty otherwise
   */
  public record Coin(
      String code,
      String lying,
      String addresses,
      String moves,
      String way,
      String cost,
      String trouble,
      List<Left> left) {}

  /** Coins that a sweep would leave. */
  public record Left(String address, String amount, String cost, String why) {}
}

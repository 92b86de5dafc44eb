package io.aureus.checkout;

import java.util.List;

/**
 * What a payer can keep of a paid order. Public because templates read it.
 *
 * @param at when it was paid, in UTC
 * @param instant the same as programs write it
 * @param rate what one coin cost, in figures
 * @param payPath where the order is shown
 */
public record ReceiptPage(
    String orderId,
    String shop,
    String price,
    String at,
    String instant,
    String rate,
    List<Line> lines,
    String payPath,
    PageLanguage language) {

  /**
   * One payment.
   *
   * @param to the address that it came to; empty by Lightning
   * @param explorer the page about it on another site; empty where the operator named none
   */
  public record Line(
      String amount, String network, String to, String txHash, String explorer, String at) {}
}

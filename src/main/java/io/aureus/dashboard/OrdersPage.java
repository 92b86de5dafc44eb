package io.aureus.dashboard;

import java.util.List;

/**
 * A page of the list of orders. Public because templates read it.
 *
 * @param filter what is asked for, as it was typed
 * @param earlier path of the page before; empty on the first
 * @param later path of the page after; empty on the last
 */
public record OrdersPage(
    Shell shell,
    Filter filter,
    List<String> statuses,
    List<String> currencies,
    List<Row> rows,
    long total,
    int page,
    int pages,
    String earlier,
    String later) {

  /** As typed: empty for any. */
  public record Filter(String status, String currency, String platform, String from, String to) {}

  public record Row(
      String id,
      String created,
      String status,
      String price,
      String amount,
      String platform,
      boolean reversed) {}
}

package io.aureus.dashboard;

import java.util.List;

/**
 * A page of the list of payouts. Public because templates read it.
 *
 * @param held how many wait for somebody's decision
 * @param earlier path of the page before; empty on the first
 * @param later path of the page after; empty on the last
 */
public record PayoutsPage(
    Shell shell,
    String status,
    String kind,
    List<String> statuses,
    List<String> kinds,
    List<Row> rows,
    long held,
    long total,
    int page,
    int pages,
    String earlier,
    String later) {

  /**
   * @param look the colour of its status
   */
  public record Row(
      String id,
      String made,
      String kind,
      String status,
      String look,
      String amount,
      String address,
      String reason) {}
}

package io.aureus.dashboard;

import java.util.List;

/** Payouts that wait for the operator, of every merchant. Public because templates read it. */
public record DoubtsPage(Shell shell, List<Row> rows) {
  /**
   * @param merchant its name; empty for our own sweeps and gas
   * @param reason what is in doubt
   */
  public record Row(
      String id, String made, String merchant, String status, String amount, String reason) {}
}

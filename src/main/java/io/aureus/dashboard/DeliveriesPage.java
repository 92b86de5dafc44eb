package io.aureus.dashboard;

import java.util.List;

/**
 * All that the shop was told. Public because templates read it.
 *
 * @param action where "send it again" is posted to
 */
public record DeliveriesPage(
    Shell shell,
    String state,
    List<Choice> states,
    List<Endpoint> endpoints,
    List<Row> rows,
    String action,
    Paging paging) {

  /** One of the states that may be asked for. */
  public record Choice(String code, String words) {}

  /**
   * A host of the shop that is not as it should be.
   *
   * @param words what is wrong with it
   */
  public record Endpoint(String host, String words) {}

  /**
   * @param about what it is about, e.g. {@code Order 2026…}
   * @param link its page
   */
  public record Row(
      OrderPage.DeliveryLine delivery, String host, String made, String about, String link) {}
}

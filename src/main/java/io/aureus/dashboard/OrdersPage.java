package io.aureus.dashboard;

import java.util.List;
import java.util.Optional;

/**
 * The list of orders. Public because templates read it.
 *
 * @param firstSteps what a new merchant does first; empty once that is done
 */
public record OrdersPage(
    Shell shell,
    Filter filter,
    List<String> statuses,
    List<String> currencies,
    List<Row> rows,
    Paging paging,
    Optional<FirstStepsView> firstSteps) {

  /** What was typed; empty for any. */
  public record Filter(
      String text, String status, String currency, String platform, String from, String to) {
    static Filter of(Asked asked) {
      return new Filter(
          asked.typed("q"),
          asked.typed("status"),
          asked.typed("currency"),
          asked.typed("platform"),
          asked.typed("from"),
          asked.typed("to"));
    }

    /** Whether one of those that are folded away was typed. */
    public boolean hasMore() {
      return !(currency + platform + from + to).isEmpty();
    }

    /** Whether it leaves anything out. */
    public boolean isNarrow() {
      return hasMore() || !(text + status).isEmpty();
    }
  }

  /**
   * @param reference the shop's own; empty for none
   */
  public record Row(
      String id,
      String created,
      String status,
      String price,
      String amount,
      String reference,
      String platform,
      boolean reversed) {}
}

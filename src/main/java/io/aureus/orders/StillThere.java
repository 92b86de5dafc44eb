package io.aureus.orders;

import io.aureus.chains.TransferDepths;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Sees to it that no order is paid by what was taken early and is away: it may come back, and until
 * then nobody is told that it is gone.
 */
final class StillThere {
  private final TransferDepths depths;
  private final OrderChanges changes;

  StillThere(TransferDepths depths, OrderChanges changes) {
    this.depths = depths;
    this.changes = changes;
  }

  /**
   * Before a payment becomes sure.
   *
   * @param order as locked in this transaction
   * @return the order, in which nothing that is away counts as taken
   */
  Order checked(Order order, Instant now) {
    List<Long> early =
        order.payments().stream()
            .filter(payment -> EarlyMoves.mayBeAway(order, payment))
            .map(Payment::transferId)
            .toList();
    if (early.isEmpty()) {
      return order;
    }
    Set<Long> there = depths.of(early).keySet();
    Order checked = order;
    for (long transfer : early) {
      if (!there.contains(transfer)) {
        String name = "away:" + transfer + ":" + checked.version();
        checked = changes.apply(checked, new OrderFact.PaymentAway(transfer), name, now);
      }
    }
    return checked;
  }
}

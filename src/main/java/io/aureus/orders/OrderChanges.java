package io.aureus.orders;

import io.aureus.ledger.Entry;
import io.aureus.ledger.Ledger;
import io.aureus.orders.OrderMilestones.Announcement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Applies facts to locked orders and writes all that follows inside the current transaction: the
 * order, its story, the journal, the callbacks and the events.
 */
final class OrderChanges {
  private final OrderRows rows;
  private final Ledger ledger;
  private final OrderMilestones milestones;

  OrderChanges(OrderRows rows, Ledger ledger, OrderMilestones milestones) {
    this.rows = rows;
    this.ledger = ledger;
    this.milestones = milestones;
  }

  /**
   * @param order as locked in this transaction
   * @param name the fact's own name, unique for ever, e.g. {@code fact:812}: journal entries are
   *     booked once per name
   * @return the order after it
   */
  Order apply(Order order, OrderFact fact, String name, Instant now) {
    Outcome outcome = OrderLifecycle.apply(order, fact, now);
    if (outcome.order().equals(order)) {
      return order;
    }
    rows.save(order, outcome.order(), fact.getClass().getSimpleName(), outcome.words());
    for (Entry entry : outcome.entries()) {
      String reference = entry.reference() + ":" + name;
      if (!ledger.post(new Entry(reference, entry.words(), entry.postings(), order.id().value()))) {
        throw new IllegalStateException("journal entry " + reference + " stands already");
      }
    }
    List<Announcement> announcements = new ArrayList<>();
    for (Milestone milestone : outcome.milestones()) {
      announcements.add(new Announcement(milestone, outcome.order()));
    }
    if (!announcements.isEmpty()) {
      milestones.announce(announcements);
    }
    return outcome.order();
  }
}

package io.aureus.orders;

import java.util.List;

/** Whoever must act on milestones implements this: the callbacks room does. */
public interface OrderMilestones {
  /**
   * Called inside the transaction that moves the orders: what it writes commits with the moves or
   * not at all. It must not call the network.
   *
   * @param announcements in the order in which they happened; each with the order as it stands
   *     after the move
   */
  void announce(List<Announcement> announcements);

  /** A milestone of one order. */
  record Announcement(Milestone milestone, Order order) {}
}

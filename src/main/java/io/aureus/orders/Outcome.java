package io.aureus.orders;

import io.aureus.ledger.Entry;
import java.util.List;

/**
 * What follows from a fact; committed as a whole or not at all.
 *
 * @param order the order after it
 * @param milestones in the order in which they happened
 * @param entries what the ledger is told; the caller completes their references
 * @param words the line of the order's story, for a person; empty where nothing is worth telling
 */
record Outcome(Order order, List<Milestone> milestones, List<Entry> entries, String words) {

  /** The order as given, and nothing to tell or to book. */
  static Outcome silent(Order order) {
    return new Outcome(order, List.of(), List.of(), "");
  }
}

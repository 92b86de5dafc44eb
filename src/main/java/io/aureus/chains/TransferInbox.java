package io.aureus.chains;

import java.util.List;

/** The facts that nobody has acted on yet. */
public interface TransferInbox {
  /** The job that is woken when facts arrive. */
  String JOB = "settle-transfers";

  /**
   * Claims facts inside the current transaction ({@code for update skip locked}), oldest first, and
   * never one whose address has an older fact open: a payment that is gone and the one in its place
   * are acted on in the order in which they were told.
   */
  List<TransferFact> claim(int most);

  /** Marks a claimed fact as acted on, inside the same transaction. */
  void done(TransferFact fact);

  /** True where a fact about any of these addresses waits to be acted on. */
  boolean hasOpen(List<String> addresses);
}

package io.aureus.dashboard;

import java.util.List;

/**
 * One payout of the installation itself. Public because templates read it.
 *
 * @param look the colour of its status
 * @param hold why it waits; empty where it does not
 * @param lots what a sweep of many takes; empty where it is a single payment
 * @param isInDoubt whether the operator is to settle it
 */
public record OwnPayoutPage(
    Shell shell,
    String id,
    String status,
    String look,
    String words,
    String hold,
    List<OrderPage.Fact> facts,
    List<Lot> lots,
    List<OrderPage.StoryLine> story,
    boolean isInDoubt) {
  /** What one address gives. */
  public record Lot(String address, String amount) {}
}

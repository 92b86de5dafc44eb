package io.aureus.dashboard;

import java.util.List;

/**
 * One payout that the operator settles. Public because templates read it.
 *
 * @param look the colour of its status
 * @param hold what is in doubt; empty where nothing is
 * @param found transfers that no payout knows and that may have paid it
 * @param isRestored whether it comes from a back-up and waits
 * @param isUnclear whether it is signed, and may never be mined
 * @param isInvoice whether it pays an invoice of Lightning, of which no chain shows anything
 * @param needsCode whether the person has an authenticator app
 */
public record DoubtPage(
    Shell shell,
    String id,
    String status,
    String look,
    String words,
    String hold,
    List<OrderPage.Fact> facts,
    List<Transfer> found,
    List<OrderPage.StoryLine> story,
    boolean isRestored,
    boolean isUnclear,
    boolean isInvoice,
    boolean needsCode) {
  /** What the chain shows. */
  public record Transfer(String hash, String block, String at) {}
}

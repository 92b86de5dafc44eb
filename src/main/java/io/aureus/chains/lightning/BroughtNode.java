package io.aureus.chains.lightning;

import io.aureus.money.Chain;

/**
 * A node that a merchant brought. What it settles is recorded in a journal of its own, and looked
 * for among the payment hashes of its own invoices alone: whatever it claims, no other node's order
 * is touched.
 *
 * @param id its number here, more than 0
 */
public record BroughtNode(long id, Chain chain, NodeTarget target) {
  /** The name of its record: that of the chain, and its number. */
  public String journal() {
    return journal(chain, id);
  }

  /** The family that its invoices' payment hashes are watched under. */
  public String family() {
    return family(chain, id);
  }

  /** See {@link #journal()}. */
  public static String journal(Chain chain, long id) {
    return chain.code() + "@" + id;
  }

  /** See {@link #family()}. */
  public static String family(Chain chain, long id) {
    return chain.family() + "@" + id;
  }
}

package io.aureus.chains.lightning;

import io.aureus.money.Chain;

/** Opens lines to nodes that merchants brought: each answer is bounded in time and in size. */
public interface NodeOpening {
  /**
   * Nothing is asked of it yet, and it is never told to pay.
   *
   * @throws IllegalArgumentException where it can be no node, in words without the secret
   */
  LightningNode open(Chain chain, NodeTarget target);
}

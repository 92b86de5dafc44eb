package io.aureus.chains.lightning;

import io.aureus.money.Chain;
import java.util.Optional;

/** How nodes were found when they were looked at in the background, every few seconds. */
public interface NodeLooks {
  /** Empty where the chain's node was never looked at. */
  Optional<NodeLook> of(Chain chain);

  /** The same of a node that a merchant brought, by its number. */
  Optional<NodeLook> of(Chain chain, long brought);
}

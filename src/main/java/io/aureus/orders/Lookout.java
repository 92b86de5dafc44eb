package io.aureus.orders;

import io.aureus.money.Chain;
import java.util.Optional;
import java.util.Set;

/** How well the chains are seen, for people to read; nothing is decided by it. */
public interface Lookout {
  /**
   * Whether what is paid on this chain now would not be seen for a while: none of its nodes
   * answers, or what they have is not read yet. It is found later all the same.
   */
  default boolean isBlind(Chain chain) {
    return blind().contains(chain.code());
  }

  /** The codes of all chains that {@link #isBlind} says it of. */
  Set<String> blind();

  /** The page about the payment's transaction, where the operator named a site for its chain. */
  Optional<String> page(Payment payment);
}

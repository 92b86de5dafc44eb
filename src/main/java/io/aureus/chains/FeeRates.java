package io.aureus.chains;

import io.aureus.money.Chain;

/** What a chain of coins asks for a transaction. It talks to nodes: never inside a transaction. */
public interface FeeRates {
  /**
   * What to pay for 1,000 virtual bytes to be in one of the next blocks.
   *
   * @return in the smallest unit, 1 or more
   * @throws io.aureus.errors.Refusal {@code UNAVAILABLE} where no node can say
   */
  long now(Chain chain);
}

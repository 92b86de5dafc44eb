package io.aureus.chains;

import io.aureus.money.Chain;

/** What a chain asks for a transaction. It talks to nodes: never inside a transaction. */
public interface FeeRates {
  /**
   * What to pay to be in one of the next blocks, by the unit in which the chain counts: one gas, or
   * 1,000 virtual bytes of a chain of coins, whose price is all told as the base.
   *
   * @throws io.aureus.errors.Refusal {@code UNAVAILABLE} where no node can say
   */
  AccountNetwork.GasPrice now(Chain chain);
}

package io.aureus.chains;

import io.aureus.money.Chain;
import java.util.Optional;

/** Which transaction of a block that was read spends an output of ours; no node is asked. */
public interface SpentCoins {
  /**
   * @param by the transaction that spends it, 64 hex digits
   * @param depth of its block by what was read, its own included; 1 or more
   */
  record Spent(String by, long depth) {}

  /**
   * @param txHash 64 hex digits
   * @param index of the output, from 0
   * @return empty where no block that was read spends it, or where it is none of ours
   */
  Optional<Spent> of(Chain chain, String txHash, long index);
}
